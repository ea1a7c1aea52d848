#include "search/wide_kernels.h"

#include <algorithm>
#include <set>
#include <vector>

#include <doctest/doctest.h>

#include "search/match_kernels.h"
#include "search/meeting.h"
#include "unit/search/random_archive.h"

namespace dateline::search {
namespace {

using test::Random;

bool can_run() {
  if (!wide::runs_here()) MESSAGE("not on this processor");
  return wide::runs_here();
}

TEST_CASE("the wide loops give what the plain ones give") {
  if (!can_run()) return;
  Random random(test::seed());
  for (int round = 0; round < 200; ++round) {
    std::vector<std::uint64_t> words(1 + random.below(40));
    const std::size_t share = 1 + random.below(30);
    for (std::uint64_t& word : words) {
      for (unsigned i = 0; i < 64; ++i) word |= std::uint64_t{random.one_in(share)} << i;
    }
    std::vector<std::uint32_t> plain(words.size() * 64 + listed_at_once);
    plain.resize(list_bits_plainly(words.data(), words.size(), 128, plain.data()));
    std::vector<std::uint32_t> listed(words.size() * 64 + listed_at_once);
    listed.resize(wide::list_bits(words.data(), words.size(), 128, listed.data()));
    CHECK(listed == plain);

    const std::size_t articles = 128 + words.size() * 64;
    std::vector<float> dampings(articles);
    for (float& each : dampings) each = 0.5F + static_cast<float>(random.below(1000)) / 100;
    std::vector<std::uint32_t> wdfs;
    for (std::size_t i = 0; i < listed.size(); ++i) {
      wdfs.push_back(static_cast<std::uint32_t>(random.below(20)));
    }
    constexpr float guard = -7;
    std::vector<float> impacts(listed.size() + 1, guard);
    wide::impacts(wdfs.data(), listed.data(), dampings.data(), listed.size(), impacts.data());
    CHECK(impacts.back() == guard);
    for (std::size_t i = 0; i < listed.size(); ++i) {
      const auto wdf = static_cast<float>(wdfs[i]);
      CHECK(impacts[i] == wdf / (dampings[listed[i]] + wdf));
    }
  }
}

TEST_CASE("numbers meet, many at a time, as sets do") {
  const Meeting* meeting = nullptr;
  SUBCASE("eight") {
    meeting = meeting_of_8();
  }
  SUBCASE("sixteen") {
    meeting = meeting_of_16();
  }
  if (meeting == nullptr) {
    MESSAGE("not on this processor");
    return;
  }
  Random random(test::seed());
  std::size_t met = 0;
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::set<std::uint32_t>> sets(3);
    std::vector<std::vector<std::uint32_t>> moved(3);
    std::vector<Numbers> numbers;
    const std::size_t below = 40 + random.below(400);
    for (std::size_t i = 0; i < sets.size(); ++i) {
      const auto added = static_cast<std::uint32_t>(random.below(5)) - 2;
      for (std::size_t left = random.below(60); left > 0; --left) {
        sets[i].insert(static_cast<std::uint32_t>(random.below(below)));
      }
      for (const std::uint32_t each : sets[i]) moved[i].push_back(each + added);
      numbers.push_back({moved[i].data(), static_cast<std::uint32_t>(moved[i].size()), added});
    }
    const auto has = [&](std::size_t set) {
      return [&sets, set](std::uint32_t each) { return sets[set].contains(each); };
    };
    const bool two = std::ranges::any_of(sets[0], has(1));
    const bool three = std::ranges::any_of(
        sets[0], [&](std::uint32_t each) { return has(1)(each) && has(2)(each); });
    CHECK(meeting->two(numbers[0], numbers[1]) == two);
    CHECK(meeting->three(numbers[0], numbers[1], numbers[2]) == three);
    met += three ? 1 : 0;
  }
  CHECK(met > 100);
}

}  // namespace
}  // namespace dateline::search
