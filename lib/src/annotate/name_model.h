#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/name_features.h"
#include "annotate/name_tags.h"
#include "annotate/words.h"

namespace dateline::annotate {

/// How two words of a stretch are linked; a change of tag is weighed by it.
inline constexpr std::size_t name_link_count = 4;
constexpr std::size_t name_link(Gap before) {
  switch (before) {
    case Gap::hyphen:
      return 1;
    case Gap::comma:
      return 2;
    case Gap::other:
      return 3;
    default:
      return 0;
  }
}

template <class Weight>
using TagRow = std::array<Weight, name_tag_count>;
template <class Weight>
using TagTransitions = std::array<std::array<TagRow<Weight>, name_tag_count>, name_link_count>;

/// The weights of a trained tagger as a file holds them. A whole number times `scale` is a weight
/// of the linear-chain conditional random field.
struct NameWeights {
  struct Row {
    NameFeature feature = 0;
    TagRow<std::int16_t> weights{};
    bool operator==(const Row&) const = default;
  };
  std::string description;  ///< what it was trained on, one line
  float scale = 1;
  TagTransitions<std::int16_t> transitions{};  ///< by link, tag before, tag
  std::vector<Row> rows;                       ///< by feature, ascending, none twice
  bool operator==(const NameWeights&) const = default;
};

/// The bytes of a model file: little-endian, versioned, with a checksum.
std::string encode(const NameWeights& weights);
/// Throws VersionError for a file of another version, CorruptError for one that is no model or
/// damaged; `where` begins the message.
NameWeights decode_name_weights(std::string_view bytes, std::string_view where);

/// Weights made ready for looking up. Immutable: any number of threads may ask it.
class NameModel {
 public:
  explicit NameModel(const NameWeights& weights);
  NameModel(NameModel&&) noexcept = default;

  using Scores = TagRow<std::int32_t>;

  /// Adds what a feature says of each tag; nothing for one that the model does not know.
  void add(NameFeature feature, Scores& scores) const {
    if (const TagRow<std::int16_t>* row = find(feature)) add(*row, scores);
  }
  /// The same for several features, fetching their rows side by side: the tables are larger than
  /// the nearer caches, and the features of a word lie anywhere in them. `found` is room for this.
  void add_all(std::span<const NameFeature> features, Scores& scores,
               std::vector<const TagRow<std::int16_t>*>& found) const {
    for (const NameFeature feature : features) __builtin_prefetch(&keys_[feature & mask_]);
    found.clear();
    for (const NameFeature feature : features) {
      const TagRow<std::int16_t>* row = find(feature);
      if (row == nullptr) continue;
      __builtin_prefetch(row);
      found.push_back(row);
    }
    for (const TagRow<std::int16_t>* row : found) add(*row, scores);
  }
  const std::array<TagRow<std::int16_t>, name_tag_count>& transitions(std::size_t link) const {
    return transitions_[link];
  }
  float scale() const { return scale_; }
  const std::string& description() const { return description_; }
  std::size_t feature_count() const { return count_; }

 private:
  // Marks an empty slot; the feature of this very number is left out.
  static constexpr NameFeature free_key = 0;

  const TagRow<std::int16_t>* find(NameFeature feature) const {
    for (std::size_t at = feature & mask_;; at = (at + 1) & mask_) {
      if (keys_[at] == feature) return &rows_[at];
      if (keys_[at] == free_key) return nullptr;
    }
  }
  static void add(const TagRow<std::int16_t>& row, Scores& scores) {
    for (std::size_t tag = 0; tag < name_tag_count; ++tag) scores[tag] += row[tag];
  }

  std::string description_;
  float scale_;
  TagTransitions<std::int16_t> transitions_;
  std::size_t count_ = 0;
  std::size_t mask_ = 0;
  std::vector<NameFeature> keys_;  // open addressing, half full
  std::vector<TagRow<std::int16_t>> rows_;
};

}  // namespace dateline::annotate
