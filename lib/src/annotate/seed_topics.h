#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "annotate/topic_terms.h"

namespace dateline::annotate {

/// How much the seed words of a topic make of an article.
struct SeedScore {
  /// The cosine between article and topic, the article's terms weighing 1 + ln count, the seeds 1;
  /// a topic counts as having twelve seeds at most.
  float cosine = 0;
  std::uint32_t seeds = 0;  ///< different ones that it has
};

/// A table of topics with the words that speak for them: a finder of topics for which nobody has
/// labelled articles. Immutable; may be used from several threads at once.
class SeedTopics {
 public:
  struct Topic {
    std::string key;
    std::string label;
    std::size_t seeds = 0;
  };

  /// `table` is as lib/data/topics.tsv describes it; `name` that of the file, for messages. Throws
  /// CorruptError naming the row that is none.
  SeedTopics(std::string_view table, std::string_view name);

  const std::vector<Topic>& topics() const { return topics_; }
  /// One for each topic.
  std::vector<SeedScore> scores(std::span<const TopicTerm> terms) const;
  /// The hashes of at most `most` seeds of a topic among `terms`, the most frequent first.
  std::vector<std::uint32_t> evidence(std::span<const TopicTerm> terms, std::size_t topic,
                                      std::size_t most) const;

 private:
  void add_seeds(std::string_view seeds, std::uint32_t topic, TopicTermCounter& counter);

  std::vector<Topic> topics_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> seeds_;  ///< hash and topic, ascending
};

/// The language of the seeds.
inline constexpr std::string_view seed_language = "en";

/// Whether seeds alone speak for the topic clearly enough to say that an article is about it, and
/// how surely.
bool is_found(const SeedScore& score);
float confidence(const SeedScore& score);

}  // namespace dateline::annotate
