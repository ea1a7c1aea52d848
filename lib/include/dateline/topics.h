#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/annotator.h"
#include "dateline/article.h"
#include "dateline/export.h"

namespace dateline {

/// The name of the topics that ship with the library, where models are named.
inline constexpr std::string_view shipped_topics = "default";

/// Finds the topics that models know, for AnnotatorOptions::topics. A model is the path of a file
/// that TopicTrainer wrote, or of a table of topics with their seed words (lib/data/topics.tsv
/// describes it), or "default". With several models an article gets the values of all; with none it
/// gets none. A topic above another that is found is not listed; the one below stands in its place
/// if that comes first. Found topics have no spans: they rest on the whole text. An article in a language that a model was not trained on gets nothing
/// from it.
///
/// Throws NotFoundError or IoError if a file cannot be read, CorruptError if it is neither model
/// nor table or is damaged, VersionError if another version wrote it.
DATELINE_EXPORT std::shared_ptr<const FacetFinder> topic_finder(
    const std::vector<std::string>& models = {std::string(shipped_topics)});

struct TopicTrainerOptions {
  /// Threads that train; 0: one for each core. The model does not depend on it.
  unsigned threads = 0;
  /// Of more labelled articles an even sample of so many is trained on, the same for the same
  /// articles in the same order. About 2 KB of memory each.
  std::size_t max_articles = 200'000;
};

/// What a training learned, and how well: each figure is of articles that were held back from the
/// training, in five turns.
struct TopicReport {
  struct Topic {
    std::string key;
    std::uint64_t articles = 0;
    double precision = 0;
    double recall = 0;
    double f1 = 0;
  };
  std::uint64_t articles = 0;    ///< trained on, those with no topic among them
  std::uint64_t unlabelled = 0;  ///< of which the archive does not say what they are about
  std::vector<Topic> topics;     ///< the most frequent first
  double micro_f1 = 0;           ///< over all decisions
  double macro_f1 = 0;           ///< mean over the topics
  std::uint64_t model_bytes = 0;
};

/// Learns topics from articles that say what they are about: those given in `Article::topics`. An
/// article without that field is unknown and not learned from; one with an empty list is an example
/// of no topic at all. An article with `politics/diplomacy` is one of `politics` too, if any
/// article is labelled so.
///
/// For one thread at a time. Time: reading at the speed of the analyser, then training, which grows
/// with articles times topics (seconds for ten thousand articles and a hundred topics).
class DATELINE_EXPORT TopicTrainer {
 public:
  explicit TopicTrainer(TopicTrainerOptions options = {});
  TopicTrainer(TopicTrainer&&) noexcept;
  TopicTrainer& operator=(TopicTrainer&&) noexcept;
  ~TopicTrainer();

  /// Takes an article as an example; found topics count as unknown. Topics are normalised as the
  /// annotator does it.
  void add(const Article& article);

  /// Writes a model of all that was added, whole or not at all. Throws InvalidArgumentError if
  /// nothing can be learned (no article with a topic, or more than 65,535 topics), IoError if the
  /// file cannot be written.
  TopicReport train(const std::filesystem::path& model) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline
