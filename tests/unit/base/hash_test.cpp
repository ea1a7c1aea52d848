#include <cstdint>
#include <random>
#include <string>

#include <doctest/doctest.h>

#include "base/hash.h"
#include "base/hash_wide.h"

using namespace dateline;

namespace {

std::string random_bytes(std::mt19937& random, std::size_t size) {
  std::string out(size, '\0');
  for (char& each : out) each = static_cast<char>(random());
  return out;
}

}  // namespace

TEST_CASE("what is long has the hash that it has piece by piece") {
  constexpr unsigned seed = 71;
  INFO("seed ", seed);
  std::mt19937 random(seed);
  for (const std::size_t size :
       {0, 3, 16, 200, 241, 1023, 1024, 4095, 4096, 4097, 70'001, 900'000}) {
    const std::string bytes = random_bytes(random, size);
    CAPTURE(size);
    base::Hasher64 hasher;
    hasher.add(std::string_view(bytes).substr(0, size / 3));
    hasher.add(std::string_view(bytes).substr(size / 3));
    CHECK(base::hash64(bytes) == hasher.hash());
    if (base::wide_hash_runs_here()) {
      CHECK(base::wide_hash64(bytes.data(), bytes.size()) == hasher.hash());
    }
  }
}

TEST_CASE("a changed bit changes the hash of what is long") {
  constexpr unsigned seed = 72;
  INFO("seed ", seed);
  std::mt19937 random(seed);
  std::string bytes = random_bytes(random, 100'000);
  const std::uint64_t before = base::hash64(bytes);
  for (int round = 0; round < 200; ++round) {
    const std::size_t place = random() % bytes.size();
    const auto bit = static_cast<char>(1U << random() % 8);
    bytes[place] = static_cast<char>(bytes[place] ^ bit);
    CHECK(base::hash64(bytes) != before);
    bytes[place] = static_cast<char>(bytes[place] ^ bit);
  }
}
