#include "search/impact_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "base/bm25.h"
#include "search/corpus.h"
#include "unit/search/segmented_index.h"

namespace dateline::search {
namespace {

using test::Random;
using InSegment = CorpusTerm::InSegment;

constexpr std::array terms{"Zprice", "Zdefens", "Znego", "Zu.n", "Zwarsaw", "Zsummit", "Ztalk"};

/// The impacts of all postings of a list, worked out one by one.
struct Expected {
  Expected(const Corpus& corpus, const Corpus::Part& part, const InSegment& list)
      : ordinals(list.size()) {
    list.postings.all_ordinals(ordinals.data());
    for (std::uint32_t i = 0; i < list.size(); ++i) {
      const std::uint32_t length = part.segment->lengths()[ordinals[i]];
      const double damping = base::bm25_damping(length, 1 / corpus.average_length());
      const double wdf = list.postings.wdf(i);
      impacts.push_back(static_cast<float>(wdf / (damping + wdf)));
    }
  }
  float at(std::uint32_t ordinal) const {
    const auto found = std::ranges::lower_bound(ordinals, ordinal);
    if (found == ordinals.end() || *found != ordinal) return 0;
    return impacts[static_cast<std::size_t>(found - ordinals.begin())];
  }
  std::vector<std::uint32_t> ordinals;
  std::vector<float> impacts;
};

bool near_equal(float a, float b) {
  return std::abs(a - b) <= 1e-6F;
}

void check_add(Random& random, ImpactReader& reader, const InSegment& list,
               const Expected& expected) {
  std::vector<std::uint32_t> some;
  for (std::uint32_t i = 0; i < list.articles; ++i) {
    if (random.one_in(3)) some.push_back(i);
  }
  std::vector<float> scores(some.size(), 1.5F);
  reader.add(list, some, scores.data(), 2);
  for (std::size_t i = 0; i < some.size(); ++i) {
    CHECK(near_equal(scores[i], 1.5F + 2 * expected.at(some[i])));
  }
}

void check_stretch(Random& random, ImpactReader& reader, const InSegment& list,
                   const Expected& expected) {
  const auto begin = static_cast<std::uint32_t>(random.below(list.articles / 64) * 64);
  const auto end =
      std::min(list.articles, static_cast<std::uint32_t>(begin + 64 * random.below(20)));
  const auto stretch = reader.stretch(list, begin, end);
  const auto first = std::ranges::lower_bound(expected.ordinals, begin);
  const auto last = std::ranges::lower_bound(expected.ordinals, end);
  REQUIRE(std::ranges::equal(stretch.ordinals, std::span(first, last)));
  REQUIRE(stretch.impacts.size() == stretch.ordinals.size());
  for (std::size_t i = 0; i < stretch.ordinals.size(); ++i) {
    CHECK(near_equal(stretch.impacts[i], expected.at(stretch.ordinals[i])));
  }
}

TEST_CASE("impacts of packed lists are those of their articles, in rows and one by one") {
  Random random(test::seed());
  MESSAGE("seed " << test::seed());
  test::SegmentedIndex index(random, 2600, 1900);
  const Corpus corpus(index.segments(), 0);
  ImpactReader reader;
  std::size_t packed = 0;
  for (const char* name : terms) {
    const auto term = corpus.term(name);
    for (std::size_t i = 0; i < term->segments.size(); ++i) {
      const InSegment& list = term->segments[i];
      if (list.size() == 0) continue;
      CAPTURE(name);
      const Expected expected(corpus, corpus.parts()[i], list);
      packed += list.is_whole() ? 0 : 1;
      check_add(random, reader, list, expected);
      for (int round = 0; round < 20 && list.is_dense(); ++round) {
        check_stretch(random, reader, list, expected);
      }
      const float greatest = *std::ranges::max_element(expected.impacts);
      CHECK(list.greatest >= greatest * (1 - 1e-6F));
    }
  }
  CHECK(packed > 3);
}

TEST_CASE("a list that is read often becomes a whole one, with the same impacts") {
  Random random(test::seed());
  test::SegmentedIndex index(random, 2600, 1900);
  const Corpus corpus(index.segments(), std::size_t{1} << 24U);
  for (const char* name : terms) {
    CAPTURE(name);
    const auto packed = corpus.term(name);
    if (packed->missing_bytes() == 0) continue;
    packed->note_read(1U << 20U);
    const auto whole = corpus.term(name);
    CHECK(whole != packed);
    CHECK(corpus.term(name) == whole);
    for (std::size_t i = 0; i < whole->segments.size(); ++i) {
      const InSegment& list = whole->segments[i];
      if (list.size() == 0) continue;
      REQUIRE(list.is_whole());
      const Expected expected(corpus, corpus.parts()[i], list);
      for (std::size_t j = 0; j < list.size(); ++j) {
        CHECK(near_equal(list.unpacked.impacts[j], expected.impacts[j]));
      }
    }
  }
}

TEST_CASE("where there is room, a list that is used a few times becomes a whole one") {
  Random random(test::seed());
  test::SegmentedIndex index(random, 1500, 1500);
  const Corpus roomy(index.segments(), std::size_t{1} << 24U);
  const Corpus narrow(index.segments(), 0);
  REQUIRE(roomy.term("Zprice")->missing_bytes() > 0);
  for (int i = 0; i < 10; ++i) {
    roomy.term("Zprice");
    narrow.term("Zprice");
  }
  CHECK(roomy.term("Zprice")->missing_bytes() == 0);
  CHECK_FALSE(narrow.term("Zprice")->segments[0].is_whole());
}

}  // namespace
}  // namespace dateline::search
