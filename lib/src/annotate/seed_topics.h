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
  /// The topics for which seeds alone speak clearly enough to say that an article is about them, in
  /// order. The evidence of each is its most frequent seeds.
  std::vector<FoundTopic> found(std::span<const TopicTerm> terms) const;

 private:
  struct Match {
    std::uint32_t topic = 0;
    TopicTerm term;
  };
  std::vector<Match> matches(std::span<const TopicTerm> terms) const;
  std::vector<SeedScore> scores(std::span<const TopicTerm> terms,
                                std::span<const Match> matches) const;
  static std::vector<std::uint32_t> evidence(std::span<const Match> matches, std::size_t topic);
  void add_seeds(std::string_view seeds, std::uint32_t topic, TopicTermCounter& counter);

  std::vector<Topic> topics_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> seeds_;  ///< hash and topic, ascending
  /// By the upper bits of a hash, where in `seeds_` such hashes begin.
  std::vector<std::uint32_t> starts_;
};

/// The language of the seeds.
inline constexpr std::string_view seed_language = "en";

}  // namespace dateline::annotate
