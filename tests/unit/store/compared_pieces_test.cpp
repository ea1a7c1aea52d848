#include <cstddef>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "random_articles.h"
#include "store/segment/checked.h"

using dateline::store::ComparedPieces;

TEST_CASE("pieces have been compared once they were added, and no others") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  for (const std::size_t pieces : {1, 63, 64, 4095, 4096, 4097, 100'000}) {
    ComparedPieces compared(pieces);
    std::vector<bool> expected(pieces);
    for (int i = 0; i < 200; ++i) {
      const std::size_t piece = i == 0 ? pieces - 1 : random.below(pieces);
      compared.add(piece);
      expected[piece] = true;
    }
    bool equal = true;
    for (std::size_t i = 0; i < pieces; ++i) equal = equal && compared.has(i) == expected[i];
    CHECK(equal);
  }
}

TEST_CASE("no piece is lost where threads add pieces at once") {
  constexpr std::size_t pieces = 50'000;
  constexpr std::size_t threads = 4;
  ComparedPieces compared(pieces);
  std::vector<std::jthread> running;
  for (std::size_t thread = 0; thread < threads; ++thread) {
    running.emplace_back([&compared, thread] {
      for (std::size_t i = thread; i < pieces; i += threads) compared.add(i);
    });
  }
  running.clear();
  std::size_t known = 0;
  for (std::size_t i = 0; i < pieces; ++i) known += compared.has(i) ? 1 : 0;
  CHECK(known == pieces);
}
