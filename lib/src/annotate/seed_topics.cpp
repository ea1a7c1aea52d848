#include "annotate/seed_topics.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "annotate/data_table.h"
#include "annotate/topics.h"
#include "base/utf8.h"
#include "dateline/error.h"

namespace dateline::annotate {
namespace {

constexpr std::size_t columns = 3;
// No article has all of many seeds: a longer list makes a topic no harder to find.
constexpr std::size_t most_seeds_wanted = 12;
constexpr std::uint32_t least_seeds = 4;
constexpr float least_cosine = 0.1F;
constexpr float most_confidence = 0.5F;

}  // namespace

SeedTopics::SeedTopics(std::string_view table, std::string_view name) {
  TopicTermCounter counter;
  for (const std::string_view line : data_lines(table)) {
    const auto row = split(line, '\t');
    if (row.size() != columns || !is_topic_path(row[0])) {
      throw CorruptError(fmt::format(
          "{}: neither a topic model nor a table of topics: a row has a key (slugs with '/'), a "
          "label and seed words, separated by tabs, where this is '{}'",
          name, base::cut_at_character(base::repair_utf8(line), 80)));
    }
    topics_.push_back({std::string(row[0]), std::string(row[1]), 0});
    if (row[2] != "-") {
      add_seeds(row[2], static_cast<std::uint32_t>(topics_.size() - 1), counter);
    }
  }
  if (topics_.empty()) {
    throw CorruptError(fmt::format("{}: neither a topic model nor a table of topics", name));
  }
  std::sort(seeds_.begin(), seeds_.end());
  seeds_.erase(std::unique(seeds_.begin(), seeds_.end()), seeds_.end());
  for (const auto& [hash, topic] : seeds_) ++topics_[topic].seeds;
}

void SeedTopics::add_seeds(std::string_view seeds, std::uint32_t topic, TopicTermCounter& counter) {
  for (const std::string_view seed : split(seeds, '|')) {
    for (const TopicTerm& term : counter.phrase(seed, seed_language)) {
      seeds_.emplace_back(term.hash, topic);
    }
  }
}

std::vector<SeedScore> SeedTopics::scores(std::span<const TopicTerm> terms) const {
  std::vector<SeedScore> out(topics_.size());
  float squares = 0;
  auto at = seeds_.begin();
  for (const TopicTerm& term : terms) {
    const float value = 1.0F + std::log(static_cast<float>(term.count));
    squares += value * value;
    at = std::lower_bound(at, seeds_.end(), std::pair{term.hash, std::uint32_t{0}});
    for (; at != seeds_.end() && at->first == term.hash; ++at) {
      out[at->second].cosine += value;
      ++out[at->second].seeds;
    }
  }
  for (std::size_t topic = 0; topic < out.size(); ++topic) {
    const auto seeds = static_cast<float>(std::min(topics_[topic].seeds, most_seeds_wanted));
    if (out[topic].seeds > 0) out[topic].cosine /= std::sqrt(squares * seeds);
  }
  return out;
}

std::vector<std::uint32_t> SeedTopics::evidence(std::span<const TopicTerm> terms, std::size_t topic,
                                                std::size_t most) const {
  std::vector<TopicTerm> seeds;
  for (const TopicTerm& term : terms) {
    const std::pair seed{term.hash, static_cast<std::uint32_t>(topic)};
    if (std::binary_search(seeds_.begin(), seeds_.end(), seed)) seeds.push_back(term);
  }
  std::stable_sort(seeds.begin(), seeds.end(),
                   [](const TopicTerm& a, const TopicTerm& b) { return a.count > b.count; });
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < std::min(most, seeds.size()); ++i) out.push_back(seeds[i].hash);
  return out;
}

bool is_found(const SeedScore& score) {
  return score.seeds >= least_seeds && score.cosine >= least_cosine;
}

float confidence(const SeedScore& score) {
  return most_confidence * (1.0F - least_cosine / (2.0F * score.cosine));
}

}  // namespace dateline::annotate
