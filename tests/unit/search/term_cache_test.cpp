#include "search/term_cache.h"

#include <algorithm>
#include <list>
#include <memory>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "unit/search/random_archive.h"

namespace dateline::search {
namespace {

constexpr std::size_t list_bytes = 10'000;

std::shared_ptr<const CorpusTerm> term(ListMemory& memory, std::size_t bytes = list_bytes) {
  auto out = std::make_shared<CorpusTerm>();
  out->segments.resize(1);
  out->segments[0].unpacked = UnpackedList({.impacts = bytes / sizeof(float)}, memory);
  return out;
}

}  // namespace

TEST_CASE("the cache has the terms that were used last, as many as there is room for") {
  ListMemory memory(std::size_t{1} << 20U);
  const std::size_t room_for = 8;
  TermCache cache(room_for * (term(memory)->bytes() + 1));
  std::list<std::string> model;  // last used first
  test::Random random(test::seed());
  for (int i = 0; i < 5000; ++i) {
    const std::string name = fmt::format("term-{}", random.below(12));
    const auto known = std::find(model.begin(), model.end(), name);
    REQUIRE((cache.find(name) != nullptr) == (known != model.end()));
    if (known == model.end()) {
      cache.add(name, term(memory));
      model.push_front(name);
    } else {
      model.splice(model.begin(), model, known);
    }
    if (model.size() > room_for) model.pop_back();
  }
}

TEST_CASE("a term that is larger than all the room stays until the next") {
  ListMemory memory(0);
  TermCache cache(1);
  const auto first = term(memory);
  cache.add("first", first);
  CHECK(cache.find("first") == first);
  cache.add("second", term(memory));
  CHECK(cache.find("first") == nullptr);
  CHECK(cache.find("second") != nullptr);
}

TEST_CASE("a term that is added again takes the place of what had its name") {
  ListMemory memory(0);
  const auto small = term(memory, 1000);
  const auto large = term(memory, 3000);
  TermCache cache(small->bytes() + large->bytes());
  cache.add("other", small);
  cache.add("grown", small);
  cache.add("grown", large);
  CHECK(cache.find("other") == small);
  CHECK(cache.find("grown") == large);
  cache.add("third", small);
  CHECK(cache.find("grown") == large);
  CHECK(cache.find("other") == nullptr);
}

}  // namespace dateline::search
