#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "dateline/annotator.h"
#include "dateline/reader.h"
#include "dateline/train.h"
#include "quality/report.h"
#include "training/general_topics.h"

namespace dateline::quality {
namespace {

namespace fs = std::filesystem;

/// A file of its own that goes when it is no longer wanted.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& name) : path_(fs::temp_directory_path() / name) {}
  ~TemporaryFile() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// The labelled stories of the training part of the ModApte split, in order of time.
std::vector<Article> labelled_stories(const fs::path& folder) {
  std::vector<std::pair<int, Article>> numbered;
  ArticleReader reader = ArticleReader::open(folder);
  for (Record& record : reader) {
    Article* article = record.article();
    if (article == nullptr || article->extra["lewissplit"] != "TRAIN" ||
        article->extra["topics_attribute"] != "YES") {
      continue;
    }
    numbered.emplace_back(std::stoi(article->id), std::move(*article));
  }
  std::sort(numbered.begin(), numbered.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Article> stories;
  for (auto& [number, article] : numbered) stories.push_back(std::move(article));
  return stories;
}

std::set<std::string> keys(const FacetValues& values) {
  std::set<std::string> out;
  for (const FacetValue& each : values) out.insert(each.value);
  return out;
}

/// The topics that have an article in both parts, as the literature counts them.
class TopicScores {
 public:
  explicit TopicScores(std::set<std::string> trained) : trained_(std::move(trained)) {}

  void count(const std::set<std::string>& truth, const std::set<std::string>& found) {
    for (const std::string& each : truth) {
      tested_.insert(each);
      ++(found.contains(each) ? counts_[each].right : counts_[each].missed);
    }
    for (const std::string& each : found) {
      if (!truth.contains(each)) ++counts_[each].wrong;
    }
  }

  void add_to(Scores& scores, const std::string& measured_on) const {
    Counts all;
    double sum = 0;
    int topics = 0;
    for (const auto& [topic, counts] : counts_) {
      if (!trained_.contains(topic) || !tested_.contains(topic)) continue;
      all.right += counts.right;
      all.wrong += counts.wrong;
      all.missed += counts.missed;
      sum += counts.f1();
      ++topics;
    }
    scores.push_back({.part = "topics, trained",
                      .measured_on = measured_on,
                      .measure = "micro F1",
                      .value = all.f1(),
                      .detail = fmt::format("precision {}, recall {}", figure(all.precision()),
                                            figure(all.recall()))});
    scores.push_back({.part = "topics, trained",
                      .measured_on = measured_on,
                      .measure = "macro F1",
                      .value = topics == 0 ? 0.0 : sum / topics,
                      .detail = fmt::format("{} topics", topics)});
  }

 private:
  std::set<std::string> trained_;
  std::set<std::string> tested_;
  std::map<std::string, Counts> counts_;
};

// Trains on the stories that `is_test` leaves, and judges the others.
template <class IsTest>
void measure_split(const std::vector<Article>& stories, IsTest is_test, const std::string& name,
                   Scores& scores) {
  TopicTrainer trainer;
  std::set<std::string> trained;
  for (std::size_t i = 0; i < stories.size(); ++i) {
    if (is_test(i)) continue;
    trainer.add(stories[i]);
    trained.merge(keys(stories[i].topics.value_or(FacetValues{})));
  }
  const TemporaryFile model("dateline-topic-quality.model");
  trainer.train(model.path());
  const auto finder = topic_finder({model.path().string()});
  TopicScores topics(std::move(trained));
  for (std::size_t i = 0; i < stories.size(); ++i) {
    if (!is_test(i)) continue;
    topics.count(keys(stories[i].topics.value_or(FacetValues{})), keys(finder->find(stories[i])));
  }
  topics.add_to(scores, name);
}

void measure_reuters(const fs::path& folder, Scores& scores) {
  if (!fs::is_directory(folder)) {
    scores.push_back(
        {.part = "topics, trained", .measured_on = "Reuters-21578", .detail = "no data"});
    return;
  }
  const std::vector<Article> stories = labelled_stories(folder);
  const std::size_t late = stories.size() * 3 / 4;
  measure_split(
      stories, [&](std::size_t i) { return i >= late; }, "ModApte train, its latest quarter",
      scores);
  measure_split(
      stories, [](std::size_t i) { return i % 4 == 3; }, "ModApte train, every fourth", scores);
}

void measure_general(const fs::path& data, Scores& scores) {
  if (!fs::is_directory(data / "bbc")) {
    scores.push_back(
        {.part = "topics, general", .measured_on = "BBC folders", .detail = "no data"});
    return;
  }
  const fs::path project = DATELINE_PROJECT_DIR;
  training::GeneralTopics topics(project / "lib/data/topics.tsv",
                                 project / "bench/training/reuters_topics.tsv");
  topics.read(data);
  const training::FolderAccuracy bbc = topics.cross_validate();
  scores.push_back(
      {.part = "topics, general",
       .measured_on = "BBC folders, each fifth by a model trained without it",
       .measure = "accuracy",
       .value = static_cast<double>(bbc.right) / static_cast<double>(bbc.stories),
       .detail = fmt::format("{} stories, {} with a topic", bbc.stories, bbc.with_topic)});
}

}  // namespace

void measure_topics(const fs::path& data, Scores& scores) {
  measure_reuters(data / "reuters21578", scores);
  measure_general(data, scores);
}

}  // namespace dateline::quality
