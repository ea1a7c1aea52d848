#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/article.h"
#include "text/analyzer.h"

namespace dateline::annotate {

/// A term by which topics are told, a stem or a pair of neighbouring stems, with how often an
/// article has it.
struct TopicTerm {
  std::uint32_t hash = 0;  ///< hash_of_stem, hash_of_pair
  std::uint32_t count = 0;
  bool operator==(const TopicTerm&) const = default;
};

/// The low half of base::hash64.
std::uint32_t hash_of_stem(std::string_view stem);
/// Of the hashes of two stems, in their order.
constexpr std::uint32_t hash_of_pair(std::uint32_t first, std::uint32_t second) {
  // One round of a multiplicative hash (Knuth, volume 3, 6.4), by a constant of XXH32.
  constexpr std::uint32_t prime = 2654435761U;
  const std::uint32_t mixed = (first * prime) ^ (first >> 15U);
  return (mixed + second) * prime ^ (second >> 13U);
}

/// Where an article has a term.
struct TopicTermPlace {
  std::uint32_t hash = 0;
  Span span;
};

/// A topic that an article is about.
struct FoundTopic {
  std::size_t topic = 0;  ///< its number where it was found
  float confidence = 0;
  std::vector<std::uint32_t> evidence;  ///< hashes of the terms that speak most for it
};

/// How many terms are shown as what a topic was told by.
inline constexpr std::size_t most_evidence = 5;

/// Counts the terms of articles. For one thread at a time; reusable.
class TopicTermCounter {
 public:
  /// How many occurrences in the body one in the headline is worth.
  static constexpr std::uint32_t headline_weight = 3;

  /// The terms of headline and body in ascending order of hash, each once: the index's own stems in
  /// `language`, stop words and numbers left out. Pairs are of neighbours without a stop word
  /// between them. Valid until the next call.
  const std::vector<TopicTerm>& count(const Article& article, std::string_view language);

  /// Where the terms of the article counted last stand, in its order.
  const std::vector<TopicTermPlace>& places() const { return places_; }

  /// The terms of a phrase of one or two words in the order of its words; a phrase of two gives the
  /// pair alone. Valid until the next call.
  const std::vector<TopicTerm>& phrase(std::string_view text, std::string_view language);

 private:
  void append(std::string_view text, TextField field, std::string_view language,
              std::uint32_t weight);

  text::Analyzer analyzer_;
  text::TokenList tokens_;
  std::vector<TopicTerm> terms_;
  std::vector<TopicTermPlace> places_;
};

}  // namespace dateline::annotate
