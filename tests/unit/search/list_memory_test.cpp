#include "search/list_memory.h"

#include <algorithm>
#include <cstdint>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "unit/search/random_archive.h"

namespace dateline::search {
namespace {

struct Held {
  ListMemory::Block block;
  std::size_t bytes = 0;
  std::byte content{};

  bool is_sound() const {
    return std::all_of(block.get(), block.get() + bytes,
                       [&](std::byte each) { return each == content; });
  }
};

// Takes and frees blocks of any size, up to some at a time; how many have lost what was in them.
int damaged_blocks(ListMemory& memory, std::uint32_t seed) {
  test::Random random(seed);
  std::vector<Held> held;
  int damaged = 0;
  for (int i = 0; i < 2000; ++i) {
    if (held.size() > 20 || (!held.empty() && random.below(3) == 0)) {
      std::swap(held[random.below(held.size())], held.back());
      damaged += held.back().is_sound() ? 0 : 1;
      held.pop_back();
    }
    const std::size_t bytes = 1 + random.below(random.below(4) == 0 ? 400'000 : 3'000);
    Held next{memory.allocate(bytes), bytes, static_cast<std::byte>(i)};
    damaged +=
        reinterpret_cast<std::uintptr_t>(next.block.get()) % ListMemory::alignment == 0 ? 0 : 1;
    std::fill_n(next.block.get(), bytes, next.content);
    held.push_back(std::move(next));
  }
  for (const Held& each : held) damaged += each.is_sound() ? 0 : 1;
  return damaged;
}

}  // namespace

TEST_CASE("blocks are aligned and keep what is in them, whether there is room for them or not") {
  for (const std::size_t bytes : {std::size_t{0}, std::size_t{1} << 20U, std::size_t{64} << 20U}) {
    ListMemory memory(bytes);
    CHECK(damaged_blocks(memory, test::seed()) == 0);
  }
}

TEST_CASE("threads share the memory of lists") {
  ListMemory memory(std::size_t{4} << 20U);
  std::vector<int> damaged(4);
  std::vector<std::jthread> threads;
  for (std::uint32_t i = 0; i < damaged.size(); ++i) {
    threads.emplace_back([&, i] { damaged[i] = damaged_blocks(memory, test::seed() + i); });
  }
  threads.clear();
  CHECK(damaged == std::vector<int>(4));
}

}  // namespace dateline::search
