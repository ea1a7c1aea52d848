#include "indexer/annotation.h"

#include <utility>

#include <fmt/format.h>

#include "dateline/annotator.h"
#include "dateline/error.h"

namespace dateline::indexer {

void add_annotation_options(cli::CommandLine& line, AnnotationOptions& options) {
  line.add_repeatable("--topics", options.topics, "MODEL",
                      "Find the topics of MODEL: a file of train-topics, a table of seed words, or "
                      "'default', the model that ships");
}

Annotator make_annotator(const AnnotationOptions& options) {
  AnnotatorOptions parts;
  try {
    if (!options.topics.empty()) parts.topics = topic_finder(options.topics);
  } catch (const NotFoundError& error) {
    throw cli::UsageError(fmt::format("--topics: {}", error.what()));
  }
  return Annotator(std::move(parts));
}

}  // namespace dateline::indexer
