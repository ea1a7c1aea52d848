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
// Leaves 12 bits of a hash, so that few buckets hold more than one of some thousand seeds.
constexpr std::uint32_t bucket_shift = 20;

float term_weight(const TopicTerm& term) {
  return term.count == 1 ? 1.0F : 1.0F + std::log(static_cast<float>(term.count));
}

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
  starts_.assign((std::size_t{1} << (32U - bucket_shift)) + 1, 0);
  for (const auto& [hash, topic] : seeds_) ++starts_[(hash >> bucket_shift) + 1];
  for (std::size_t bucket = 1; bucket < starts_.size(); ++bucket) {
    starts_[bucket] += starts_[bucket - 1];
  }
}

void SeedTopics::add_seeds(std::string_view seeds, std::uint32_t topic, TopicTermCounter& counter) {
  for (const std::string_view seed : split(seeds, '|')) {
    for (const TopicTerm& term : counter.phrase(seed, seed_language)) {
      seeds_.emplace_back(term.hash, topic);
    }
  }
}

std::vector<SeedTopics::Match> SeedTopics::matches(std::span<const TopicTerm> terms) const {
  std::vector<Match> out;
  for (const TopicTerm& term : terms) {
    const std::size_t bucket = term.hash >> bucket_shift;
    for (std::uint32_t at = starts_[bucket]; at < starts_[bucket + 1]; ++at) {
      if (seeds_[at].first == term.hash) out.push_back({seeds_[at].second, term});
    }
  }
  return out;
}

std::vector<SeedScore> SeedTopics::scores(std::span<const TopicTerm> terms) const {
  return scores(terms, matches(terms));
}

std::vector<SeedScore> SeedTopics::scores(std::span<const TopicTerm> terms,
                                          std::span<const Match> matches) const {
  std::vector<SeedScore> out(topics_.size());
  float squares = 0;
  for (const TopicTerm& term : terms) {
    const float value = term_weight(term);
    squares += value * value;
  }
  for (const Match& each : matches) {
    out[each.topic].cosine += term_weight(each.term);
    ++out[each.topic].seeds;
  }
  for (std::size_t topic = 0; topic < out.size(); ++topic) {
    const auto seeds = static_cast<float>(std::min(topics_[topic].seeds, most_seeds_wanted));
    if (out[topic].seeds > 0) out[topic].cosine /= std::sqrt(squares * seeds);
  }
  return out;
}

std::vector<FoundTopic> SeedTopics::found(std::span<const TopicTerm> terms) const {
  std::vector<FoundTopic> out;
  const std::vector<Match> matched = matches(terms);
  const std::vector<SeedScore> scored = scores(terms, matched);
  for (std::size_t topic = 0; topic < scored.size(); ++topic) {
    const SeedScore& score = scored[topic];
    if (score.seeds < least_seeds || score.cosine < least_cosine) continue;
    out.push_back({topic, most_confidence * (1.0F - least_cosine / (2.0F * score.cosine)),
                   evidence(matched, topic)});
  }
  return out;
}

std::vector<std::uint32_t> SeedTopics::evidence(std::span<const Match> matches, std::size_t topic) {
  std::vector<TopicTerm> seeds;
  for (const Match& each : matches) {
    if (each.topic == topic) seeds.push_back(each.term);
  }
  std::stable_sort(seeds.begin(), seeds.end(),
                   [](const TopicTerm& a, const TopicTerm& b) { return a.count > b.count; });
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < std::min(most_evidence, seeds.size()); ++i) {
    out.push_back(seeds[i].hash);
  }
  return out;
}

}  // namespace dateline::annotate
