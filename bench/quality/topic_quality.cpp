#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "dateline/annotator.h"
#include "dateline/reader.h"
#include "dateline/train.h"
#include "quality/task.h"
#include "training/general_topics.h"

namespace dateline::quality {
namespace {

namespace fs = std::filesystem;
using Keys = std::set<std::string>;

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

Keys keys(const Article& labelled) {
  Keys out;
  for (const FacetValue& each : labelled.topics.value_or(FacetValues{})) out.insert(each.value);
  return out;
}

/// The topics that have an article in both parts, as the literature counts them.
class TopicScores {
 public:
  explicit TopicScores(Keys trained) : trained_(std::move(trained)) {}

  void count(const Keys& truth, const Keys& found) {
    for (const std::string& each : truth) {
      tested_.insert(each);
      ++(found.contains(each) ? counts_[each].right : counts_[each].missed);
    }
    for (const std::string& each : found) {
      if (!truth.contains(each)) ++counts_[each].wrong;
    }
  }

  Scores scores(const std::string& part, const std::string& measured_on) const {
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
    return {{.part = part,
             .measured_on = measured_on,
             .measure = "micro F1",
             .value = all.f1(),
             .detail = precision_and_recall(all)},
            {.part = part,
             .measured_on = measured_on,
             .measure = "macro F1",
             .value = topics == 0 ? 0.0 : sum / topics,
             .detail = fmt::format("{} topics", topics)}};
  }

 private:
  Keys trained_;
  Keys tested_;
  std::map<std::string, Counts> counts_;
};

Answers answers_after_training(const Task& task) {
  TopicTrainer trainer;
  for (const Question& each : task.questions) {
    if (!each.fold) trainer.add(each.article);
  }
  const TemporaryFile model("dateline-topic-quality.model");
  trainer.train(model.path());
  const auto finder = topic_finder({model.path().string()});
  Answers answers;
  for (const Question& each : task.questions) {
    if (!each.fold) continue;
    Article article = each.article;
    article.topics = finder->find(article);
    answers.push_back(answer_of(article));
  }
  return answers;
}

// Systems train on the stories that `is_asked` leaves.
template <class IsAsked>
Task trained_task(const std::vector<Article>& stories, IsAsked is_asked, const std::string& name,
                  const std::string& measured_on) {
  Task task{.name = name, .part = "topics, trained", .measured_on = measured_on};
  Keys trained;
  std::vector<Keys> labelled;
  for (std::size_t i = 0; i < stories.size(); ++i) {
    if (is_asked(i)) {
      task.questions.push_back({.article = stories[i]});
      labelled.push_back(keys(stories[i]));
    } else {
      task.questions.push_back({.article = stories[i], .fold = std::nullopt});
      trained.merge(keys(stories[i]));
    }
  }
  task.systems = {{own_name, answers_after_training}};
  task.judge = [trained = std::move(trained), labelled = std::move(labelled), part = task.part,
                measured_on](const Answers& answers) {
    TopicScores topics(trained);
    for (std::size_t i = 0; i < labelled.size(); ++i) {
      topics.count(labelled[i], {answers[i].topics.begin(), answers[i].topics.end()});
    }
    return topics.scores(part, measured_on);
  };
  return task;
}

std::vector<Task> reuters_tasks(const fs::path& folder) {
  std::vector<Article> stories;
  if (fs::is_directory(folder)) stories = labelled_stories(folder);
  const std::size_t late = stories.size() * 3 / 4;
  return {trained_task(
              stories, [&](std::size_t i) { return i >= late; }, "topics-latest-quarter",
              "ModApte train, its latest quarter"),
          trained_task(
              stories, [](std::size_t i) { return i % 4 == 3; }, "topics-every-fourth",
              "ModApte train, every fourth")};
}

Answers general_answers(const fs::path& data) {
  const fs::path project = DATELINE_PROJECT_DIR;
  training::GeneralTopics topics(project / "lib/data/topics.tsv",
                                 project / "bench/training/reuters_topics.tsv");
  topics.read(data);
  Answers answers;
  for (const training::FolderAnswer& each : topics.cross_validate()) {
    Answer& answer = answers.emplace_back();
    if (!each.found.empty()) answer.topics.push_back(each.found);
  }
  return answers;
}

Scores judge_folders(const std::vector<std::string>& folders, const Answers& answers,
                     const Task& task) {
  std::size_t right = 0;
  std::size_t with_topic = 0;
  for (std::size_t i = 0; i < folders.size(); ++i) {
    if (answers[i].topics.empty()) continue;
    ++with_topic;
    const std::string& first = answers[i].topics.front();
    if (first.substr(0, first.find('/')) == folders[i]) ++right;
  }
  return {{.part = task.part,
           .measured_on = task.measured_on,
           .measure = "accuracy",
           .value = static_cast<double>(right) / static_cast<double>(folders.size()),
           .detail = fmt::format("{} stories, {} with a topic", folders.size(), with_topic)}};
}

Task general_task(const fs::path& data) {
  Task task{.name = "topics-bbc",
            .part = "topics, general",
            .measured_on = "BBC folders, each fifth by a model trained without it"};
  if (!fs::is_directory(data / "bbc")) return task;
  std::vector<std::string> folders;
  for (training::FolderStory& story : training::read_bbc_folders(data / "bbc")) {
    // Names of files come again in each folder.
    story.article.id = fmt::format("{}/{}", story.topic, story.article.id);
    story.article.topics.emplace().emplace_back().value = story.topic;
    task.questions.push_back(
        {.article = std::move(story.article), .fold = folders.size() % training::bbc_folds});
    folders.push_back(story.topic);
  }
  task.systems = {{own_name, [data](const Task&) { return general_answers(data); }}};
  task.judge = [folders = std::move(folders),
                described = Task{.part = task.part, .measured_on = task.measured_on}](
                   const Answers& answers) { return judge_folders(folders, answers, described); };
  return task;
}

}  // namespace

std::vector<Task> topic_tasks(const fs::path& data) {
  std::vector<Task> tasks = reuters_tasks(data / "reuters21578");
  tasks.push_back(general_task(data));
  return tasks;
}

}  // namespace dateline::quality
