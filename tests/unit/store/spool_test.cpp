#include "store/segment/spool.h"

#include <string>

#include <doctest/doctest.h>

#include "random_articles.h"
#include "support/temporary_folder.h"

TEST_CASE("a spool gives back what was appended, in memory or beyond, and leaves no file") {
  const TemporaryFolder folder;
  RandomArticles random{test_seed()};
  for (const std::size_t pieces : {0U, 3U, 400U}) {
    dateline::store::Spool spool{folder.path()};
    std::string all;
    for (std::size_t i = 0; i < pieces; ++i) {
      const std::string piece = random.bytes(20'000);
      spool.append(piece);
      all += piece;
    }
    CHECK(spool.size() == all.size());
    CHECK(spool.hash() == dateline::base::hash64(all));
    for (int time = 0; time < 2; ++time) {
      std::string read;
      spool.for_each([&](std::string_view bytes) { read += bytes; });
      CHECK(read == all);
    }
    CHECK(spool.memory_bytes() < (std::size_t{3} << 20U));
    CHECK(std::filesystem::is_empty(folder.path()));
  }
}
