#include "annotate/topic_model.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

namespace dateline::annotate {
namespace {

constexpr std::size_t absent = static_cast<std::size_t>(-1);

/// The strongest of the terms offered, in falling order.
struct Strongest {
  std::array<float, most_evidence> strengths{};
  std::array<std::uint32_t, most_evidence> hashes{};
  std::uint32_t count = 0;

  void offer(float strength, std::uint32_t hash) {
    if (count == most_evidence && strength <= strengths.back()) return;
    std::size_t at = count < most_evidence ? count++ : most_evidence - 1;
    for (; at > 0 && strengths[at - 1] < strength; --at) {
      strengths[at] = strengths[at - 1];
      hashes[at] = hashes[at - 1];
    }
    strengths[at] = strength;
    hashes[at] = hash;
  }
};

}  // namespace

std::uint8_t rarity(std::size_t articles_with_term, std::size_t articles) {
  const double ratio =
      (1.0 + static_cast<double>(articles)) / (1.0 + static_cast<double>(articles_with_term));
  const double steps = std::round(std::log(ratio) / static_cast<double>(rarity_step));
  return static_cast<std::uint8_t>(std::clamp(steps, 0.0, 255.0));
}

float term_value(std::uint32_t count, std::uint8_t rarity) {
  const float frequency = count == 1 ? 1.0F : 1.0F + std::log(static_cast<float>(count));
  return frequency * static_cast<float>(rarity) * rarity_step;
}

TopicScorer::TopicScorer(TopicModel model) : model_(std::move(model)) {
  slots_.assign(std::bit_ceil(model_.terms.size() * 2 + 1), 0);
  for (std::size_t index = 0; index < model_.terms.size(); ++index) {
    std::size_t slot = model_.terms[index] & (slots_.size() - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = static_cast<std::uint32_t>(index + 1);
  }
}

bool TopicScorer::knows(std::string_view language) const {
  const auto& known = model_.languages;
  return language.empty() || std::find(known.begin(), known.end(), language) != known.end();
}

std::vector<float> TopicScorer::scores(std::span<const TopicTerm> terms) const {
  return scores(known(terms));
}

std::vector<TopicScorer::Known> TopicScorer::known(std::span<const TopicTerm> terms) const {
  std::vector<Known> out;
  out.reserve(terms.size());
  for (const TopicTerm& each : terms) {
    const std::size_t term = find(each.hash);
    if (term == absent) continue;
    out.push_back({term, each.hash, term_value(each.count, model_.rarities[term])});
  }
  return out;
}

std::vector<float> TopicScorer::scores(std::span<const Known> known) const {
  std::vector<float> sums(model_.classes.size(), 0.0F);
  float squares = 0;
  for (const Known& each : known) {
    squares += each.value * each.value;
    for (const TopicModel::Weight& weight : weights(each.term)) {
      sums[weight.topic] += static_cast<float>(weight.value) * each.value;
    }
  }
  if (squares <= 0) return {};
  const float unit = 1.0F / std::sqrt(squares);
  for (std::size_t topic = 0; topic < sums.size(); ++topic) {
    const TopicClass& each = model_.classes[topic];
    sums[topic] = each.bias + each.scale * unit * sums[topic];
  }
  return sums;
}

std::vector<FoundTopic> TopicScorer::found(std::span<const TopicTerm> terms) const {
  const std::vector<Known> known_terms = known(terms);
  const std::vector<float> scored = scores(known_terms);
  std::vector<FoundTopic> out;
  FoundTopic best;
  for (std::size_t topic = 0; topic < scored.size(); ++topic) {
    const TopicClass& each = model_.classes[topic];
    const FoundTopic found{topic, confidence(each, scored[topic]), {}};
    if (found.confidence > best.confidence) best = found;
    if (scored[topic] >= each.threshold) out.push_back(found);
  }
  const auto at = std::lower_bound(
      out.begin(), out.end(), best.topic,
      [](const FoundTopic& found, std::size_t topic) { return found.topic < topic; });
  const bool is_listed = at != out.end() && at->topic == best.topic;
  const bool may_guess = known_terms.size() >= least_terms_to_guess;
  if (may_guess && !is_listed && best.confidence >= model_.least_probability) {
    out.insert(at, best);
  }
  add_evidence(known_terms, out);
  return out;
}

void TopicScorer::add_evidence(std::span<const Known> known, std::vector<FoundTopic>& found) const {
  if (found.empty()) return;
  constexpr auto nowhere = static_cast<std::uint8_t>(-1);
  std::vector<std::uint8_t> places(model_.classes.size(), nowhere);
  const std::size_t shown = std::min<std::size_t>(found.size(), nowhere);
  for (std::size_t i = 0; i < shown; ++i) {
    places[found[i].topic] = static_cast<std::uint8_t>(i);
  }
  std::vector<Strongest> strongest(shown);
  for (const Known& each : known) {
    for (const TopicModel::Weight& weight : weights(each.term)) {
      const std::uint8_t place = places[weight.topic];
      if (place == nowhere || weight.value <= 0) continue;
      strongest[place].offer(static_cast<float>(weight.value) * each.value, each.hash);
    }
  }
  for (std::size_t i = 0; i < shown; ++i) {
    found[i].evidence.assign(strongest[i].hashes.begin(),
                             strongest[i].hashes.begin() + strongest[i].count);
  }
}

std::span<const TopicModel::Weight> TopicScorer::weights(std::size_t term) const {
  const std::size_t from = term == 0 ? 0 : model_.ends[term - 1];
  return std::span(model_.weights).subspan(from, model_.ends[term] - from);
}

std::size_t TopicScorer::find(std::uint32_t hash) const {
  for (std::size_t slot = hash & (slots_.size() - 1); slots_[slot] != 0;
       slot = (slot + 1) & (slots_.size() - 1)) {
    if (model_.terms[slots_[slot] - 1] == hash) return slots_[slot] - 1;
  }
  return absent;
}

float confidence(const TopicClass& topic, float score) {
  return topic.reliability / (1.0F + std::exp(-(topic.slope * score + topic.offset)));
}

}  // namespace dateline::annotate
