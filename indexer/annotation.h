#pragma once

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "dateline/annotator.h"

namespace dateline::indexer {

/// The options that say how articles are annotated, the same for every command that does it.
struct AnnotationOptions {
  std::vector<std::string> topics;  ///< models; empty: the shipped one
  std::string people_model;         ///< a file of train-people; empty: the shipped one

  bool is_given() const { return !topics.empty() || !people_model.empty(); }
};

void add_annotation_options(cli::CommandLine& line, AnnotationOptions& options);

/// Throws UsageError if a model does not exist, and what `topic_finder` throws of its content.
Annotator make_annotator(const AnnotationOptions& options);

}  // namespace dateline::indexer
