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
  line.add_text("--people-model", options.people_model, "MODEL",
                "Find people by MODEL, a file of train-people (the model that ships)");
}

Annotator make_annotator(const AnnotationOptions& options) {
  AnnotatorOptions parts;
  // What is not there was named wrongly; what is damaged is told as such.
  const auto named_by = [](std::string_view option, auto read) {
    try {
      return read();
    } catch (const NotFoundError& error) {
      throw cli::UsageError(fmt::format("{}: {}", option, error.what()));
    }
  };
  if (!options.topics.empty()) {
    parts.topics = named_by("--topics", [&] { return topic_finder(options.topics); });
  }
  if (!options.people_model.empty()) {
    parts.people =
        named_by("--people-model", [&] { return people_finder({.model = options.people_model}); });
  }
  return Annotator(std::move(parts));
}

}  // namespace dateline::indexer
