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

// Null: said that it cannot be tested here.
template <class Loop>
Loop of_this_processor(Loop loop) {
  if (loop == nullptr) MESSAGE("not on this processor");
  return loop;
}

std::vector<std::uint64_t> random_bits(Random& random) {
  std::vector<std::uint64_t> out(1 + random.below(40));
  std::size_t share = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (i % 8 == 0) share = 1 + random.below(30);
    for (unsigned bit = 0; bit < 64; ++bit) out[i] |= std::uint64_t{random.one_in(share)} << bit;
  }
  return out;
}

TEST_CASE("bits are listed in the same way by wide loops and by the plain one") {
  wide::ListBits list_bits = nullptr;
  SUBCASE("eight") {
    list_bits = of_this_processor(wide::list_bits_of_8());
  }
  SUBCASE("sixteen") {
    list_bits = of_this_processor(wide::list_bits_of_16());
  }
  if (list_bits == nullptr) return;
  Random random(test::seed());
  for (int round = 0; round < 500; ++round) {
    const auto words = random_bits(random);
    std::vector<std::uint32_t> plain(words.size() * 64 + listed_at_once);
    plain.resize(list_bits_plainly(words.data(), words.size(), 128, plain.data()));
    std::vector<std::uint32_t> listed(plain.size() + listed_at_once);
    listed.resize(list_bits(words.data(), words.size(), 128, listed.data()));
    CHECK(listed == plain);
  }
}

TEST_CASE("a wide loop works out the impacts that the formula gives") {
  const wide::Impacts compute = of_this_processor(wide::impacts_of_16());
  if (compute == nullptr) return;
  Random random(test::seed());
  for (int round = 0; round < 200; ++round) {
    std::vector<float> dampings(1 + random.below(3000));
    for (float& each : dampings) each = 0.5F + static_cast<float>(random.below(1000)) / 100;
    std::vector<std::uint32_t> ordinals;
    std::vector<std::uint32_t> wdfs;
    for (std::uint32_t i = 0; i < dampings.size(); ++i) {
      if (!random.one_in(3)) continue;
      ordinals.push_back(i);
      wdfs.push_back(static_cast<std::uint32_t>(random.below(20)));
    }
    constexpr float guard = -7;
    std::vector<float> impacts(ordinals.size() + 1, guard);
    compute(wdfs.data(), ordinals.data(), dampings.data(), ordinals.size(), impacts.data());
    CHECK(impacts.back() == guard);
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
      const auto wdf = static_cast<float>(wdfs[i]);
      CHECK(impacts[i] == wdf / (dampings[ordinals[i]] + wdf));
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
