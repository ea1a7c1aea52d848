#include "annotate/name_tagger.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace dateline::annotate {
namespace {

using Scores = NameModel::Scores;
using TagIndex = std::uint8_t;

constexpr std::int32_t impossible = std::numeric_limits<std::int32_t>::min() / 4;

constexpr std::array<std::array<bool, name_tag_count>, name_tag_count> allowed = [] {
  std::array<std::array<bool, name_tag_count>, name_tag_count> table{};
  for (std::size_t before = 0; before < name_tag_count; ++before) {
    for (std::size_t after = 0; after < name_tag_count; ++after) {
      table[before][after] = may_follow(all_name_tags[before], all_name_tags[after]);
    }
  }
  return table;
}();

double log_sum(const std::array<double, name_tag_count>& terms) {
  const double most = *std::max_element(terms.begin(), terms.end());
  if (!std::isfinite(most)) return most;
  double sum = 0;
  for (const double each : terms) sum += std::exp(each - most);
  return most + std::log(sum);
}

// Decodes one stretch after the other, keeping its tables.
class Decoder {
 public:
  explicit Decoder(const NameModel& model) : model_(model) {}

  void decode(const NameFeatures& features, const WordList& words, std::size_t text,
              const NameStretch& stretch, std::vector<TaggedName>& names) {
    const std::size_t length = stretch.last - stretch.first + 1;
    scores_.assign(length, {});
    links_.resize(length);
    for (std::size_t at = 0; at < length; ++at) {
      features.list(text, stretch.first + at, list_);
      model_.add_all(list_, scores_[at], rows_);
      links_[at] = name_link(words[stretch.first + at].before);
    }
    find_best(length);
    const std::size_t begin = names.size();
    for (std::size_t at = 0; at < length; ++at) {
      if (!is_person(all_name_tags[best_[at]])) continue;
      std::size_t last = at;
      while (goes_on(all_name_tags[best_[last]])) ++last;
      names.push_back({stretch.first + at, stretch.first + last, 0});
      at = last;
    }
    if (names.size() == begin) return;
    sum_up(length);
    for (std::size_t each = begin; each < names.size(); ++each) {
      names[each].probability =
          probability(names[each].first - stretch.first, names[each].last - stretch.first);
    }
  }

 private:
  std::int32_t step(std::size_t at, std::size_t before, std::size_t tag) const {
    return model_.transitions(links_[at])[before][tag];
  }

  void find_best(std::size_t length) {
    from_.resize(length);
    best_.resize(length);
    Scores reached{};
    for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
      reached[tag] = continues(all_name_tags[tag]) ? impossible : scores_[0][tag];
    }
    for (std::size_t at = 1; at < length; ++at) {
      Scores next{};
      for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
        std::int32_t most = impossible;
        for (std::size_t before = 0; before < name_tag_count; ++before) {
          if (!allowed[before][tag]) continue;
          const std::int32_t score = reached[before] + step(at, before, tag);
          if (score <= most) continue;
          most = score;
          from_[at][tag] = static_cast<TagIndex>(before);
        }
        next[tag] = most + scores_[at][tag];
      }
      // Only differences count, and the sums of a long stretch would not fit.
      const std::int32_t best = *std::max_element(next.begin(), next.end());
      for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
        reached[tag] = std::max(next[tag] - best, impossible);
      }
    }
    std::size_t last = 0;
    for (std::size_t tag = 1; tag < name_tag_count; ++tag) {
      if (!goes_on(all_name_tags[tag]) && reached[tag] > reached[last]) last = tag;
    }
    for (std::size_t at = length; at-- > 0;) {
      best_[at] = static_cast<TagIndex>(last);
      if (at > 0) last = from_[at][last];
    }
  }

  double weight(std::int32_t score) const { return static_cast<double>(score) * model_.scale(); }

  // Logarithms of the sums over all ways to and from each tag of each word.
  void sum_up(std::size_t length) {
    constexpr double none = -std::numeric_limits<double>::infinity();
    to_.assign(length, {});
    away_.assign(length, {});
    for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
      to_[0][tag] = continues(all_name_tags[tag]) ? none : weight(scores_[0][tag]);
      away_[length - 1][tag] = goes_on(all_name_tags[tag]) ? none : 0;
    }
    std::array<double, name_tag_count> terms{};
    for (std::size_t at = 1; at < length; ++at) {
      for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
        for (std::size_t before = 0; before < name_tag_count; ++before) {
          terms[before] =
              allowed[before][tag] ? to_[at - 1][before] + weight(step(at, before, tag)) : none;
        }
        to_[at][tag] = log_sum(terms) + weight(scores_[at][tag]);
      }
    }
    for (std::size_t at = length - 1; at > 0; --at) {
      for (std::size_t before = 0; before < name_tag_count; ++before) {
        for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
          terms[tag] = allowed[before][tag] ? away_[at][tag] + weight(step(at, before, tag)) +
                                                  weight(scores_[at][tag])
                                            : none;
        }
        away_[at - 1][before] = log_sum(terms);
      }
    }
    for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
      terms[tag] = to_[length - 1][tag] + away_[length - 1][tag];
    }
    total_ = log_sum(terms);
  }

  float probability(std::size_t first, std::size_t last) const {
    double path = to_[first][best_[first]] + away_[last][best_[last]];
    for (std::size_t at = first + 1; at <= last; ++at) {
      path += weight(step(at, best_[at - 1], best_[at])) + weight(scores_[at][best_[at]]);
    }
    return static_cast<float>(std::min(1.0, std::exp(path - total_)));
  }

  const NameModel& model_;
  std::vector<NameFeature> list_;
  std::vector<const TagRow<std::int16_t>*> rows_;
  std::vector<Scores> scores_;
  std::vector<std::size_t> links_;
  std::vector<std::array<TagIndex, name_tag_count>> from_;
  std::vector<TagIndex> best_;
  std::vector<std::array<double, name_tag_count>> to_;
  std::vector<std::array<double, name_tag_count>> away_;
  double total_ = 0;
};

}  // namespace

std::vector<TaggedName> tag_names(const NameModel& model, const NameFeatures& features,
                                  std::size_t text) {
  std::vector<TaggedName> names;
  Decoder decoder(model);
  for (const NameStretch& stretch : features.stretches(text)) {
    // A fifth of all words in stretches, and never a name.
    if (features.is_opening(text, stretch)) continue;
    decoder.decode(features, features.words(text), text, stretch, names);
  }
  return names;
}

}  // namespace dateline::annotate
