#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "dateline/article.h"
#include "dateline/export.h"

namespace dateline {

struct PeopleTrainingOptions {
  /// What the model is made of, kept in its file: one line.
  std::string description{};
  /// Called after each of some hundred iterations with its number and what is being made small;
  /// false ends the training.
  std::function<bool(std::size_t iteration, double objective)> on_iteration{};
};

struct PeopleTrainingReport {
  std::size_t articles = 0;
  std::size_t names = 0;     ///< of people
  std::size_t words = 0;     ///< that were learnt from, copies in capitals with them
  std::size_t features = 0;  ///< of the model
  std::size_t bytes = 0;     ///< of its file
};

/// Trains a model that finds the names of people, from articles with labelled names, and writes it
/// to the file `model`. The inputs are texts in the columns of the CoNLL shared tasks: a token and
/// its tag on a line (O, B-PER, I-PER; B-LOC, B-ORG and all others help to tell people from places
/// and firms), an empty line behind each sentence, a line -DOCSTART- before each article.
///
/// One thread; for 200,000 words some minutes and a few hundred megabytes. The same input gives the
/// same model. Throws NotFoundError, IoError, InvalidArgumentError (a line of another form, no
/// names at all), Error (cancelled).
DATELINE_EXPORT PeopleTrainingReport train_people(std::span<const std::filesystem::path> inputs,
                                                  const std::filesystem::path& model,
                                                  const PeopleTrainingOptions& options = {});

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
