#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dateline/annotator.h"
#include "dateline/article.h"
#include "quality/answers.h"
#include "quality/report.h"

namespace dateline::quality {

struct Question {
  /// Without what is to be found, except where systems learn from it: then it is there, and a
  /// system may look at it in other folds only.
  Article article;
  /// Absent: the article is there to learn from and nothing is asked about it.
  std::optional<std::size_t> fold = 0;
};

struct Task;

/// What ships, or a baseline that is made of its parts.
struct System {
  std::string name;
  std::function<Answers(const Task&)> answer;
};

/// Labelled articles, and the judge of what systems find in them.
struct Task {
  std::string name{};                 ///< "topics-bbc"
  std::string part{};                 ///< for the table: "topics, general"
  std::string measured_on{};          ///< "BBC folders"
  std::vector<Question> questions{};  ///< empty where the data is missing
  std::vector<System> systems{};
  /// Scores without the name of the system. `answers` has one for each question that is asked.
  std::function<Scores(const Answers& answers)> judge{};
};

inline constexpr const char* own_name = "Dateline";

/// "topics-bbc.jsonl"
std::string file_of(const Task& task);
/// The ids of the articles that are asked about.
std::vector<std::string> asked_ids(const Task& task);
/// One that is an Annotator.
System annotating(std::string name, std::shared_ptr<const Annotator> annotator);
/// Stands in for facets that a task does not ask about.
std::shared_ptr<const FacetFinder> finds_nothing();

/// Writes file_of(task) into the folder: a line for each question with `id`, `headline`, `date`,
/// `dateline`, `body`, `fold` (null where nothing is asked) and, where systems learn from them,
/// `topics`. Throws IoError.
void export_task(const Task& task, const std::filesystem::path& folder);

std::vector<Task> people_tasks(const std::filesystem::path& data);
std::vector<Task> country_tasks(const std::filesystem::path& data);
std::vector<Task> topic_tasks(const std::filesystem::path& data);

}  // namespace dateline::quality
