#include "quality/task.h"

#include <fstream>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dateline/dates.h"
#include "dateline/error.h"

namespace dateline::quality {
namespace {

nlohmann::ordered_json line_of(const Question& question) {
  const Article& article = question.article;
  nlohmann::ordered_json line{{"id", article.id}, {"headline", article.headline}};
  if (article.date) line["date"] = to_string(*article.date);
  line["dateline"] = article.dateline;
  line["body"] = article.body;
  line["fold"] = nullptr;
  if (question.fold) line["fold"] = *question.fold;
  if (article.topics) {
    line["topics"] = nlohmann::ordered_json::array();
    for (const FacetValue& each : *article.topics) line["topics"].push_back(each.value);
  }
  return line;
}

class FindsNothing final : public FacetFinder {
 public:
  FacetValues find(const Article&) const override { return {}; }
  FacetValue normalise(const FacetValue& given, const Article&) const override { return given; }
};

}  // namespace

std::string file_of(const Task& task) {
  return task.name + ".jsonl";
}

std::vector<std::string> asked_ids(const Task& task) {
  std::vector<std::string> ids;
  for (const Question& each : task.questions) {
    if (each.fold) ids.push_back(each.article.id);
  }
  return ids;
}

System annotating(std::string name, std::shared_ptr<const Annotator> annotator) {
  return {std::move(name), [annotator = std::move(annotator)](const Task& task) {
            Answers answers;
            for (const Question& each : task.questions) {
              if (!each.fold) continue;
              Article article = each.article;
              annotator->annotate(article);
              answers.push_back(answer_of(article));
            }
            return answers;
          }};
}

std::shared_ptr<const FacetFinder> finds_nothing() {
  return std::make_shared<const FindsNothing>();
}

void export_task(const Task& task, const std::filesystem::path& folder) {
  const auto path = folder / file_of(task);
  std::ofstream file(path, std::ios::binary);
  for (const Question& each : task.questions) {
    file << line_of(each).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
         << '\n';
  }
  file.close();
  if (!file) throw IoError(fmt::format("cannot write '{}'", path.string()));
}

}  // namespace dateline::quality
