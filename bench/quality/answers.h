#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "dateline/article.h"

namespace dateline::quality {

/// What a system says of one article.
struct Answer {
  std::vector<std::string> people{};     ///< names as they are shown
  std::vector<std::string> countries{};  ///< codes
  std::vector<std::string> topics{};     ///< keys, the most certain first
  std::vector<Span> person_spans{};      ///< all mentions of people
};

/// One for each article that a task asks about, in its order.
using Answers = std::vector<Answer>;

/// Of an article that an Annotator has seen.
Answer answer_of(const Article& annotated);

/// Reads what another system says of the articles with these ids: lines in the form of
/// `indexer annotate --spans`, one for each article in their order. Of a line are read `id`,
/// `people`, `countries` and `topics`, of which one must be there, and those `spans` whose `facet`
/// is person.
///
/// Throws NotFoundError or IoError for the file, InvalidArgumentError with file and line for what
/// is not in this form, for another article than the one expected, and for too few or many lines.
Answers read_answers(const std::filesystem::path& file, std::span<const std::string> ids);

}  // namespace dateline::quality
