#include "train/crf.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "train/lbfgs.h"

namespace dateline::train {
namespace {

using annotate::all_name_tags;
using annotate::name_link_count;
using annotate::name_tag_count;
using annotate::NameFeature;
using annotate::NameTag;

using Row = std::array<float, name_tag_count>;
constexpr std::size_t transition_count = name_link_count * name_tag_count * name_tag_count;

// The features that are kept, numbered, and every word's list of them.
struct Numbered {
  std::vector<NameFeature> features;  // ascending
  std::vector<std::uint32_t> lists;   // all words' behind each other
  std::vector<std::size_t> ends;      // of each word's list
};

Numbered number_features(const TaggedStretches& stretches, std::size_t least_count) {
  std::vector<NameFeature> sorted = stretches.features;
  std::sort(sorted.begin(), sorted.end());
  Numbered out;
  for (std::size_t at = 0; at < sorted.size();) {
    std::size_t end = at;
    while (end < sorted.size() && sorted[end] == sorted[at]) ++end;
    if (end - at >= least_count) out.features.push_back(sorted[at]);
    at = end;
  }
  std::unordered_map<NameFeature, std::uint32_t> numbers;
  numbers.reserve(out.features.size());
  for (const NameFeature each : out.features) {
    numbers.emplace(each, static_cast<std::uint32_t>(numbers.size()));
  }
  std::size_t at = 0;
  for (const TaggedStretches::Word& word : stretches.words) {
    for (; at < word.features_end; ++at) {
      const auto known = numbers.find(stretches.features[at]);
      if (known != numbers.end()) out.lists.push_back(known->second);
    }
    out.ends.push_back(out.lists.size());
  }
  return out;
}

std::size_t index(NameTag tag) {
  return static_cast<std::size_t>(tag);
}

// The negative logarithm of the likelihood of the right tags, and its gradient. Weights: a row of
// tags for each feature, then the transitions.
class Likelihood {
 public:
  Likelihood(const TaggedStretches& stretches, const Numbered& numbered, double l2)
      : words_(stretches.words), numbered_(numbered), l2_(l2) {}

  double operator()(std::span<const float> weights, std::span<float> gradient) {
    double squares = 0;
    for (std::size_t at = 0; at < weights.size(); ++at) {
      squares += static_cast<double>(weights[at]) * static_cast<double>(weights[at]);
      gradient[at] = static_cast<float>(l2_) * weights[at];
    }
    const std::size_t rows = numbered_.features.size() * name_tag_count;
    read_transitions(weights.subspan(rows));
    expected_transitions_.fill(0);
    double value = l2_ / 2 * squares;
    for (std::size_t at = 0; at < words_.size();) {
      std::size_t end = at + 1;
      while (end < words_.size() && !words_[end].begins) ++end;
      value += add_stretch(at, end, weights, gradient);
      at = end;
    }
    for (std::size_t each = 0; each < transition_count; ++each) {
      gradient[rows + each] += static_cast<float>(expected_transitions_[each]);
    }
    return value;
  }

 private:
  using Tags = std::array<double, name_tag_count>;

  static std::size_t transition(std::size_t link, std::size_t before, std::size_t tag) {
    return (link * name_tag_count + before) * name_tag_count + tag;
  }

  void read_transitions(std::span<const float> weights) {
    for (std::size_t link = 0; link < name_link_count; ++link) {
      for (std::size_t before = 0; before < name_tag_count; ++before) {
        for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
          const std::size_t at = transition(link, before, tag);
          const bool may = may_follow(all_name_tags[before], all_name_tags[tag]);
          plain_[at] = static_cast<double>(weights[at]);
          factors_[at] = may ? std::exp(plain_[at]) : 0;
        }
      }
    }
  }

  std::span<const std::uint32_t> features_of(std::size_t word) const {
    const std::size_t from = word == 0 ? 0 : numbered_.ends[word - 1];
    return std::span(numbered_.lists).subspan(from, numbered_.ends[word] - from);
  }

  // Forwards and backwards over one stretch with every word's sums scaled to one.
  double add_stretch(std::size_t begin, std::size_t end, std::span<const float> weights,
                     std::span<float> gradient) {
    const std::size_t length = end - begin;
    factor_.resize(length);
    to_.resize(length);
    away_.resize(length);
    double log_sum = 0;
    double right = 0;
    for (std::size_t at = 0; at < length; ++at) {
      Row scores{};
      for (const std::uint32_t feature : features_of(begin + at)) {
        const float* row = &weights[std::size_t{feature} * name_tag_count];
        for (std::size_t tag = 0; tag < name_tag_count; ++tag) scores[tag] += row[tag];
      }
      const std::size_t gold = index(words_[begin + at].tag);
      right += static_cast<double>(scores[gold]);
      if (at > 0) {
        right +=
            plain_[transition(words_[begin + at].link, index(words_[begin + at - 1].tag), gold)];
      }
      const float most = *std::max_element(scores.begin(), scores.end());
      log_sum += static_cast<double>(most);
      for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
        factor_[at][tag] = std::exp(static_cast<double>(scores[tag] - most));
      }
      log_sum += std::log(forwards(begin, at, length));
    }
    for (std::size_t at = length; at-- > 0;) {
      backwards(begin, at, length);
      add_expected(begin, at, gradient);
    }
    return log_sum - right;
  }

  double forwards(std::size_t begin, std::size_t at, std::size_t length) {
    Tags& to = to_[at];
    if (at == 0) {
      for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
        to[tag] = continues(all_name_tags[tag]) ? 0 : factor_[0][tag];
      }
    } else {
      to.fill(0);
      const double* factors = &factors_[transition(words_[begin + at].link, 0, 0)];
      for (std::size_t before = 0; before < name_tag_count; ++before) {
        for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
          to[tag] += to_[at - 1][before] * factors[before * name_tag_count + tag];
        }
      }
      for (std::size_t tag = 0; tag < name_tag_count; ++tag) to[tag] *= factor_[at][tag];
    }
    double sum = 0;
    for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
      if (at + 1 == length && goes_on(all_name_tags[tag])) to[tag] = 0;
      sum += to[tag];
    }
    for (double& each : to) each /= sum;
    scale_.resize(length);
    scale_[at] = sum;
    return sum;
  }

  void backwards(std::size_t begin, std::size_t at, std::size_t length) {
    Tags& away = away_[at];
    if (at + 1 == length) {
      for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
        away[tag] = goes_on(all_name_tags[tag]) ? 0 : 1;
      }
      return;
    }
    const std::size_t link = words_[begin + at + 1].link;
    Tags behind{};
    for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
      behind[tag] = away_[at + 1][tag] * factor_[at + 1][tag] / scale_[at + 1];
    }
    for (std::size_t before = 0; before < name_tag_count; ++before) {
      double sum = 0;
      for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
        const std::size_t step = transition(link, before, tag);
        const double way = factors_[step] * behind[tag];
        sum += way;
        expected_transitions_[step] += to_[at][before] * way;
      }
      away[before] = sum;
    }
    expected_transitions_[transition(link, index(words_[begin + at].tag),
                                     index(words_[begin + at + 1].tag))] -= 1;
  }

  void add_expected(std::size_t begin, std::size_t at, std::span<float> gradient) {
    Row expected{};
    for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
      expected[tag] = static_cast<float>(to_[at][tag] * away_[at][tag]);
    }
    expected[index(words_[begin + at].tag)] -= 1;
    for (const std::uint32_t feature : features_of(begin + at)) {
      float* row = &gradient[std::size_t{feature} * name_tag_count];
      for (std::size_t tag = 0; tag < name_tag_count; ++tag) row[tag] += expected[tag];
    }
  }

  std::span<const TaggedStretches::Word> words_;
  const Numbered& numbered_;
  double l2_;
  std::array<double, transition_count> plain_{};
  std::array<double, transition_count> factors_{};
  std::array<double, transition_count> expected_transitions_{};
  std::vector<Tags> factor_;
  std::vector<Tags> to_;
  std::vector<Tags> away_;
  std::vector<double> scale_;
};

float largest(std::span<const float> weights) {
  float most = 0;
  for (const float each : weights) most = std::max(most, std::abs(each));
  return most;
}

// Whole numbers of 16 bits, rows of small weights left out.
annotate::NameWeights quantised(std::span<const float> weights,
                                const std::vector<NameFeature>& features, double prune) {
  annotate::NameWeights out;
  const float most = std::max(largest(weights), 1e-6F);
  out.scale = most / 32767;
  const auto whole = [&](float weight) {
    return static_cast<std::int16_t>(std::lround(weight / out.scale));
  };
  for (std::size_t each = 0; each < features.size(); ++each) {
    const auto row = weights.subspan(each * name_tag_count, name_tag_count);
    if (static_cast<double>(largest(row)) < prune) continue;
    annotate::NameWeights::Row quantised_row{features[each], {}};
    for (std::size_t tag = 0; tag < name_tag_count; ++tag) {
      quantised_row.weights[tag] = whole(row[tag]);
    }
    out.rows.push_back(quantised_row);
  }
  std::size_t at = features.size() * name_tag_count;
  for (auto& link : out.transitions) {
    for (auto& row : link) {
      for (std::int16_t& weight : row) weight = whole(weights[at++]);
    }
  }
  return out;
}

}  // namespace

annotate::NameWeights train_crf(const TaggedStretches& stretches, const CrfOptions& options,
                                const std::function<bool(std::size_t, double)>& on_iteration) {
  const Numbered numbered = number_features(stretches, options.least_count);
  std::vector<float> weights(numbered.features.size() * name_tag_count + transition_count);
  Likelihood likelihood(stretches, numbered, options.l2);
  LbfgsOptions search;
  search.iterations = options.iterations;
  minimise([&](std::span<const float> point,
               std::span<float> gradient) { return likelihood(point, gradient); },
           weights, search, on_iteration);
  return quantised(weights, numbered.features, options.prune);
}

}  // namespace dateline::train
