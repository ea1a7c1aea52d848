#include "annotate/topic_model.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <utility>

namespace dateline::annotate {
namespace {

constexpr std::size_t absent = static_cast<std::size_t>(-1);

}  // namespace

std::uint8_t rarity(std::size_t articles_with_term, std::size_t articles) {
  const double ratio =
      (1.0 + static_cast<double>(articles)) / (1.0 + static_cast<double>(articles_with_term));
  const double steps = std::round(std::log(ratio) / static_cast<double>(rarity_step));
  return static_cast<std::uint8_t>(std::clamp(steps, 0.0, 255.0));
}

float term_value(std::uint32_t count, std::uint8_t rarity) {
  return (1.0F + std::log(static_cast<float>(count))) * static_cast<float>(rarity) * rarity_step;
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
  std::vector<float> sums(model_.classes.size(), 0.0F);
  float squares = 0;
  for (const TopicTerm& each : terms) {
    const std::size_t term = find(each.hash);
    if (term == absent) continue;
    const float value = term_value(each.count, model_.rarities[term]);
    squares += value * value;
    for (const TopicModel::Weight& weight : weights(term)) {
      sums[weight.topic] += static_cast<float>(weight.value) * value;
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
  const std::vector<float> scored = scores(terms);
  std::vector<FoundTopic> out;
  FoundTopic best;
  for (std::size_t topic = 0; topic < scored.size(); ++topic) {
    const TopicClass& each = model_.classes[topic];
    const FoundTopic found{topic, confidence(each, scored[topic])};
    if (found.confidence > best.confidence) best = found;
    if (scored[topic] >= each.threshold) out.push_back(found);
  }
  const auto at = std::lower_bound(
      out.begin(), out.end(), best.topic,
      [](const FoundTopic& found, std::size_t topic) { return found.topic < topic; });
  const bool is_listed = at != out.end() && at->topic == best.topic;
  if (!is_listed && best.confidence > 0 && best.confidence >= model_.least_probability) {
    out.insert(at, best);
  }
  return out;
}

std::vector<std::uint32_t> TopicScorer::evidence(std::span<const TopicTerm> terms,
                                                 std::size_t topic, std::size_t most) const {
  std::vector<std::pair<float, std::uint32_t>> strengths;
  for (const TopicTerm& each : terms) {
    const std::size_t term = find(each.hash);
    if (term == absent) continue;
    for (const TopicModel::Weight& weight : weights(term)) {
      if (weight.topic != topic || weight.value <= 0) continue;
      const float value = term_value(each.count, model_.rarities[term]);
      strengths.emplace_back(static_cast<float>(weight.value) * value, each.hash);
    }
  }
  std::sort(strengths.begin(), strengths.end(), std::greater<>());
  std::vector<std::uint32_t> out;
  for (const auto& [strength, hash] : strengths) {
    if (out.size() == most) break;
    out.push_back(hash);
  }
  return out;
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
