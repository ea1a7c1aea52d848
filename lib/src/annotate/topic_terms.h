#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/article.h"
#include "text/analyzer.h"

namespace dateline::annotate {

/// A term by which topics are told, a stem or a pair of neighbouring stems, with how often an
/// article has it.
struct TopicTerm {
  std::uint32_t hash = 0;  ///< the low half of base::hash64 of the stem, of a pair "stem stem"
  std::uint32_t count = 0;
  bool operator==(const TopicTerm&) const = default;
};

/// Where an article has a term.
struct TopicTermPlace {
  std::uint32_t hash = 0;
  Span span;
};

/// Counts the terms of articles. For one thread at a time; reusable.
class TopicTermCounter {
 public:
  /// How many occurrences in the body one in the headline is worth.
  static constexpr std::uint32_t headline_weight = 3;

  /// The terms of headline and body in ascending order of hash, each once: the index's own stems in
  /// `language`, stop words left out. Pairs are of neighbours without a stop word between them.
  /// Valid until the next call.
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
  std::string pair_;
};

}  // namespace dateline::annotate
