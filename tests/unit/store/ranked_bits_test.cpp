#include "store/segment/ranked_bits.h"

#include <doctest/doctest.h>

#include <random>
#include <vector>

namespace dateline::store {
namespace {

void check_ranks(std::mt19937& random, std::uint32_t articles, unsigned one_of) {
  std::vector<bool> is_set(articles);
  std::vector<std::uint32_t> ordinals;
  for (std::uint32_t each = 0; each < articles; ++each) {
    is_set[each] = random() % one_of == 0;
    if (is_set[each]) ordinals.push_back(each);
  }
  std::vector<std::uint64_t> words(words_of_bits(articles));
  std::vector<std::uint32_t> ranks(ranks_of_bits(articles));
  rank_bits(ordinals, words, ranks);
  const RankedBits bits{words.data(), ranks.data()};
  std::uint32_t before = 0;
  for (std::uint32_t each = 0; each < articles; ++each) {
    CHECK(bits.test(each) == is_set[each]);
    CHECK(bits.rank(each) == before);
    before += is_set[each] ? 1U : 0U;
  }
}

TEST_CASE("the rank of every bit is the number of ones before it") {
  std::mt19937 random(20);
  for (const std::uint32_t articles : {1U, 63U, 64U, 65U, 127U, 128U, 129U, 500U, 1024U, 5000U}) {
    CAPTURE(articles);
    for (const unsigned one_of : {1U, 3U, 100U, 400U, 100000U}) {
      CAPTURE(one_of);
      check_ranks(random, articles, one_of);
    }
  }
}

}  // namespace
}  // namespace dateline::store
