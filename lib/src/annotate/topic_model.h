#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/topic_terms.h"

namespace dateline::annotate {

/// One topic of a model: score = bias + scale * (sum of weight * value over the article's terms).
struct TopicClass {
  std::string key;    ///< "politics/diplomacy"
  std::string label;  ///< empty where the key is its own
  float bias = 0;
  float scale = 0;
  float threshold = 0;  ///< an article is about the topic from this score on
  /// The topic's probability is reliability / (1 + exp(-(slope * score + offset))).
  float slope = 1;
  float offset = 0;
  float reliability = 1;  ///< how often the examples that it was trained on were about it
  bool operator==(const TopicClass&) const = default;
};

/// A linear classifier for each topic, over shared terms. A plain value, as it stands in a file.
struct TopicModel {
  struct Weight {
    std::uint16_t topic = 0;
    std::int8_t value = 0;
    bool operator==(const Weight&) const = default;
  };

  /// ISO 639 codes of the articles that it was trained on, the most frequent first. Never empty.
  std::vector<std::string> languages;
  std::vector<TopicClass> classes;
  /// The topic that is more probable than any other is found from this probability on, whatever its
  /// threshold, in an article of `least_terms_to_guess` known terms; 1: only by its threshold.
  float least_probability = 1;
  std::vector<std::uint32_t> terms;    ///< hashes, ascending
  std::vector<std::uint8_t> rarities;  ///< of each term, inverse document frequency in steps
  std::vector<std::uint32_t> ends;     ///< of each term's weights
  std::vector<Weight> weights;

  bool operator==(const TopicModel&) const = default;
};

inline constexpr std::size_t least_terms_to_guess = 60;

/// ln((1 + articles) / (1 + articles with the term)), in steps of `rarity_step`.
std::uint8_t rarity(std::size_t articles_with_term, std::size_t articles);
inline constexpr float rarity_step = 1.0F / 16;

/// The value of a term before the article's values are brought to unit length:
/// (1 + ln count) * rarity.
float term_value(std::uint32_t count, std::uint8_t rarity);

/// Scores articles with one model. Immutable; may be used from several threads at once.
class TopicScorer {
 public:
  explicit TopicScorer(TopicModel model);

  const TopicModel& model() const { return model_; }
  /// Whether articles in the language (empty: not known) can be judged.
  bool knows(std::string_view language) const;
  /// The score of each class; none at all where the model knows none of the terms. Linear in the
  /// terms and the weights that they have.
  std::vector<float> scores(std::span<const TopicTerm> terms) const;
  /// The topics that an article is about, in order of class. The evidence of each is the terms that
  /// add most to its score, the strongest first.
  std::vector<FoundTopic> found(std::span<const TopicTerm> terms) const;

 private:
  struct Known {
    std::size_t term = 0;  // of the model
    std::uint32_t hash = 0;
    float value = 0;
  };
  std::vector<Known> known(std::span<const TopicTerm> terms) const;
  std::vector<float> scores(std::span<const Known> known) const;
  void add_evidence(std::span<const Known> known, std::vector<FoundTopic>& found) const;
  std::span<const TopicModel::Weight> weights(std::size_t term) const;
  std::size_t find(std::uint32_t hash) const;

  TopicModel model_;
  std::vector<std::uint32_t> slots_;  // index of a term plus 1, 0 for none; a power of two of them
};

/// The probability that an article with this score is about the topic.
float confidence(const TopicClass& topic, float score);

}  // namespace dateline::annotate
