#include "search/match_kernels.h"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include <doctest/doctest.h>

#include "search/top_matches.h"
#include "unit/search/random_archive.h"

namespace dateline::search {
namespace {

using Numbers = std::vector<std::uint32_t>;

Numbers ascending(test::Random& random, std::size_t count, std::uint32_t below) {
  std::set<std::uint32_t> out;
  while (out.size() < count) out.insert(static_cast<std::uint32_t>(random.below(below)));
  return {out.begin(), out.end()};
}

std::vector<float> scores_for(test::Random& random, const Numbers& ordinals, std::size_t kinds) {
  std::vector<float> out;
  for (std::size_t i = 0; i < ordinals.size(); ++i) {
    out.push_back(1.0F + static_cast<float>(random.below(kinds)));
  }
  return out;
}

struct Bits {
  Bits(const Numbers& ordinals, std::uint32_t articles)
      : words(store::words_of_bits(articles)), ranks(store::ranks_of_bits(articles)) {
    store::rank_bits(ordinals, words, ranks);
  }
  std::vector<std::uint64_t> words;
  std::vector<std::uint32_t> ranks;
};

TEST_CASE("lists are cut to bits and to other lists as sets are") {
  test::Random random(test::seed());
  for (int round = 0; round < 200; ++round) {
    const auto articles = static_cast<std::uint32_t>(2000);
    const Numbers list = ascending(random, random.below(300), articles);
    const Numbers other = ascending(random, random.below(random.one_in(2) ? 20 : 1500), articles);
    const Bits bits(other, articles);
    Numbers both;
    Numbers without;
    std::ranges::set_intersection(list, other, std::back_inserter(both));
    std::ranges::set_difference(list, other, std::back_inserter(without));

    for (const bool invert : {false, true}) {
      Numbers kept = list;
      std::vector<float> scores(list.begin(), list.end());
      kept.resize(
          keep_by_bits(kept.data(), scores.data(), kept.size(), bits.words.data(), 0, invert));
      CHECK(kept == (invert ? without : both));
      CHECK(std::equal(kept.begin(), kept.end(), scores.begin()));
      kept = list;
      kept.resize(keep_by_bits(kept.data(), nullptr, kept.size(), bits.words.data(), 0, invert));
      CHECK(kept == (invert ? without : both));
    }
    Numbers kept = list;
    kept.resize(keep_in_list(kept.data(), kept.size(), other));
    CHECK(kept == both);
    Numbers found(articles + listed_at_once);
    found.resize(list_bits(bits.words.data(), bits.words.size(), 0, found.data()));
    CHECK(found == other);
    found.assign(articles + listed_at_once, 0);
    found.resize(list_bits_plainly(bits.words.data(), bits.words.size(), 0, found.data()));
    CHECK(found == other);
    const auto wanted = static_cast<std::uint32_t>(random.below(articles));
    const std::size_t from = random.below(other.size() + 1);
    CHECK(gallop(other, from, wanted) ==
          static_cast<std::size_t>(
              std::lower_bound(other.begin() + std::ptrdiff_t(from), other.end(), wanted) -
              other.begin()));
  }
}

TEST_CASE("weights are added to what a list has, and to nothing else") {
  test::Random random(test::seed());
  for (int round = 0; round < 200; ++round) {
    const Numbers ordinals = ascending(random, random.below(200), 2000);
    const Numbers list = ascending(random, random.below(random.one_in(2) ? 20 : 1500), 2000);
    std::vector<float> impacts = scores_for(random, list, 8);
    impacts.push_back(0);
    std::vector<float> expected(ordinals.size(), 1.0F);
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
      const auto at = std::ranges::lower_bound(list, ordinals[i]);
      if (at == list.end() || *at != ordinals[i]) continue;
      expected[i] += 2 * impacts[static_cast<std::size_t>(at - list.begin())];
    }
    std::vector<float> by_list(ordinals.size(), 1.0F);
    add_by_list(ordinals, by_list.data(), list, impacts.data(), 2);
    CHECK(by_list == expected);
    const Bits bits(list, 2000);
    std::vector<float> by_bits(ordinals.size(), 1.0F);
    add_by_bits(ordinals, by_bits.data(), {bits.words.data(), bits.ranks.data()}, impacts.data(),
                2);
    CHECK(by_bits == expected);
  }
}

TEST_CASE("the places of scores that reach a threshold are those that a look at each finds") {
  test::Random random(test::seed());
  for (int round = 0; round < 500; ++round) {
    std::vector<float> scores;
    const std::size_t kinds = random.one_in(2) ? 4 : 100;
    for (std::size_t i = random.below(150); i > 0; --i) {
      scores.push_back(static_cast<float>(random.below(kinds)));
    }
    const auto threshold = static_cast<float>(random.below(kinds + 2));
    Numbers expected;
    for (std::size_t i = 0; i < scores.size(); ++i) {
      if (scores[i] >= threshold) expected.push_back(static_cast<std::uint32_t>(i));
    }
    Numbers places(scores.size());
    places.resize(places_above(scores, threshold, places.data()));
    CHECK(places == expected);
  }
}

TEST_CASE("the best matches are those of sorting all, ties and pieces and segments alike") {
  test::Random random(test::seed());
  for (int round = 0; round < 100; ++round) {
    const std::size_t wanted = random.below(30);
    // Few kinds of scores: nearly all are ties.
    const std::size_t kinds = random.one_in(2) ? 3 : 1000;
    BestMatches best(wanted, 4e-6F);
    std::vector<RankedMatch> all;
    std::vector<std::vector<float>> weights;
    Numbers places;
    for (std::uint32_t segment = 0; segment < 3; ++segment) {
      const Numbers ordinals = ascending(random, random.below(3000), 6000);
      const std::vector<float> scores = scores_for(random, ordinals, kinds);
      weights.emplace_back(6000);
      for (std::size_t i = 0; i < ordinals.size(); ++i) {
        all.push_back({segment, ordinals[i], 0.5 * scores[i]});
        weights.back()[ordinals[i]] = 0.5F * scores[i];
      }
      best.add(segment, ordinals, scores, 0.5F, places);
    }
    std::ranges::stable_sort(
        all, [](const RankedMatch& a, const RankedMatch& b) { return a.weight > b.weight; });
    all.resize(std::min(all.size(), wanted));
    const auto found = best.take([&](std::uint32_t segment, std::uint32_t ordinal) {
      return RankedMatch{segment, ordinal, weights[segment][ordinal]};
    });
    REQUIRE(found.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      CHECK(found[i].segment == all[i].segment);
      CHECK(found[i].ordinal == all[i].ordinal);
      CHECK(found[i].weight == doctest::Approx(all[i].weight));
    }
  }
}

TEST_CASE("the newest and the oldest are those of sorting all, few of them weighed") {
  struct Timed {
    RankedMatch match;
    std::optional<std::uint64_t> time;
  };
  test::Random random(test::seed());
  for (int round = 0; round < 100; ++round) {
    const std::size_t wanted = random.below(30);
    const bool newest_first = random.one_in(2);
    const std::size_t times = random.one_in(2) ? 1 : 1 + random.below(50);
    MatchesByTime first(wanted, newest_first, 4e-6F);
    const Numbers ordinals = ascending(random, random.below(3000), 6000);
    const std::vector<float> scores = scores_for(random, ordinals, random.one_in(2) ? 3 : 1000);
    std::vector<Timed> all;
    std::vector<float> weights(6000);
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
      const std::uint64_t time = random.below(times);
      const bool has_time = times > 1 && !random.one_in(5);
      first.add(0, ordinals[i], has_time, time, scores[i]);
      all.push_back({{0, ordinals[i], scores[i]},
                     has_time ? std::optional(newest_first ? ~time : time) : std::nullopt});
      weights[ordinals[i]] = scores[i];
    }
    std::ranges::stable_sort(all, [](const Timed& a, const Timed& b) {
      if (a.time.has_value() != b.time.has_value()) return a.time.has_value();
      return a.time != b.time ? a.time < b.time : a.match.weight > b.match.weight;
    });
    all.resize(std::min(all.size(), wanted));
    std::size_t weighed = 0;
    const auto found = first.take([&](std::uint32_t segment, std::uint32_t ordinal) {
      ++weighed;
      return RankedMatch{segment, ordinal, weights[ordinal]};
    });
    CHECK(weighed <= wanted + 256);
    REQUIRE(found.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) CHECK(found[i].ordinal == all[i].match.ordinal);
  }
}

TEST_CASE("the ordinals of a slice have their bits, and no others") {
  test::Random random(test::seed());
  std::vector<std::uint8_t> present;
  for (int round = 0; round < 200; ++round) {
    const auto from = static_cast<std::uint32_t>(64 * random.below(4));
    const auto size = static_cast<std::uint32_t>(1 + random.below(400));
    const std::size_t share = random.below(101);
    Numbers list;
    for (std::uint32_t i = from; i < from + size; ++i) {
      if (random.below(100) < share) list.push_back(i);
    }
    std::vector<std::uint64_t> words((size + 63) / 64, UINT64_MAX);
    bits_of(list, from, words, present);
    Scratch<std::uint32_t> found;
    CHECK(std::ranges::equal(list_bits(words, from, found), list));
  }
}

}  // namespace
}  // namespace dateline::search
