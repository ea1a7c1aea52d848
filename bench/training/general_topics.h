#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/seed_topics.h"
#include "annotate/topic_model.h"
#include "dateline/article.h"
#include "train/topic_training.h"

namespace dateline::training {

/// A story of the BBC, and the topic of the folder that it lies in.
struct FolderStory {
  Article article;
  std::string topic;
  std::string file;
};

/// The stories below a folder that has one for each topic, always in the same order. They are
/// judged in `bbc_folds` folds: story i is in fold i % bbc_folds.
std::vector<FolderStory> read_bbc_folders(const std::filesystem::path& folder);
inline constexpr std::size_t bbc_folds = 5;

/// What was found in a story of the BBC by a model that was trained without its fold.
struct FolderAnswer {
  std::string file;
  std::string topic;  ///< of its folder
  std::string found;  ///< the most certain topic; empty: none
  /// Whether the found topic is that of the folder or one below.
  bool is_right() const { return found.substr(0, found.find('/')) == topic; }
};

/// The examples from which lib/data/topics.model is trained: the topics of lib/data/topics.tsv,
/// from labelled archives and, where no archive is labelled with a topic, from articles that its
/// seed words single out. An article that seeds speak for, but not clearly, is no example for that
/// topic.
class GeneralTopics {
 public:
  /// The table of topics, and that of Reuters' categories as topics. Throws Error where they do not
  /// fit each other.
  GeneralTopics(const std::filesystem::path& topics, const std::filesystem::path& reuters_topics);

  /// The folder of archives: bbc, reuters21578, time, conll2003. Throws IoError where one is
  /// missing.
  void read(const std::filesystem::path& data);

  const train::TopicExamples& examples() const { return examples_; }
  train::TrainedTopics train() const;
  /// Answers each fold of the BBC's stories by a model that was not trained on it; in the order of
  /// read_bbc_folders.
  std::vector<FolderAnswer> cross_validate() const;

 private:
  /// What an archive says of one article.
  struct Sayings {
    std::vector<std::string> is{};      ///< topics that it has
    std::vector<std::string> is_not{};  ///< topics that it has not, nor any below them
    std::vector<std::string> maybe{};   ///< topics that it may have, whatever the seeds say
  };
  enum class Mark { no, unknown, yes };
  struct BbcStory {
    std::size_t article = 0;
    std::string topic;
    std::string file;
  };

  void add_seeds();
  void read_bbc(const std::filesystem::path& folder);
  void read_reuters(const std::filesystem::path& folder);
  void read_time(const std::filesystem::path& file);
  void read_conll(const std::filesystem::path& file);
  void add(const Article& article, const Sayings& sayings);
  std::vector<Mark> marks_of_seeds(const train::TopicExample& example) const;
  void mark_below(std::string_view top, Mark mark, std::vector<Mark>& marks) const;
  void mark_above(std::size_t topic, std::vector<Mark>& marks) const;
  std::uint16_t number_of(std::string_view topic) const;
  train::TrainedTopics trained(const train::TopicExamples& examples) const;
  train::TrainedTopics without_bbc(std::size_t fold) const;

  std::string table_;
  annotate::SeedTopics seeds_;
  std::map<std::string, std::uint16_t, std::less<>> numbers_;
  std::map<std::string, std::string, std::less<>> of_reuters_;
  std::vector<std::string> reuters_topics_;
  annotate::TopicTermCounter counter_;
  train::TopicExamples examples_;
  std::vector<BbcStory> bbc_;
};

}  // namespace dateline::training
