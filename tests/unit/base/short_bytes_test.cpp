#include "base/short_bytes.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace dateline::base;

namespace {

constexpr std::uint32_t seed = 20;

/// Few different bytes, zeros and the largest among them, so that many strings begin alike.
std::string random_bytes(std::mt19937& random) {
  constexpr std::string_view bytes{"\0ab\xff", 4};
  std::string out(random() % 40, '\0');
  for (char& each : out) each = bytes[random() % bytes.size()];
  return out;
}

}  // namespace

TEST_CASE("Short strings are compared as the standard library compares them") {
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 20000; ++i) {
    const std::string a = random_bytes(random);
    std::string b = random() % 2 == 0 ? a : random_bytes(random);
    if (!b.empty() && random() % 2 == 0) b[random() % b.size()] = 'b';
    CAPTURE(a);
    CAPTURE(b);
    REQUIRE(equal_short(a, b) == (a == b));
    const auto ends = std::ranges::mismatch(a, b);
    REQUIRE(shared_bytes(a, b) == static_cast<std::size_t>(ends.in1 - a.begin()));
    if (leading_bytes(a) < leading_bytes(b)) REQUIRE(a < b);
    if (a.substr(0, 8) == b.substr(0, 8)) REQUIRE(leading_bytes(a) == leading_bytes(b));
  }
}

TEST_CASE("What is read of padded strings does not depend on what follows them") {
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 20000; ++i) {
    const std::string bytes = random_bytes(random);
    CAPTURE(bytes);
    std::string memory = bytes;
    while (memory.size() < bytes.size() + padding) memory += static_cast<char>(random());
    const std::string_view padded = std::string_view(memory).substr(0, bytes.size());
    const LeadingSixteen leading = leading_sixteen(bytes);
    REQUIRE(leading_sixteen_of_padded(padded) == leading);
    std::string copy(memory.size(), '.');
    REQUIRE(copy_padded(padded, copy.data()) == copy.data() + bytes.size());
    REQUIRE(copy.substr(0, bytes.size()) == bytes);
    const std::string prefix(random() % 8, 'p');
    if (prefix.size() + bytes.size() > 16) continue;
    std::string both(16, '.');
    const LeadingSixteen behind_it = behind(leading_bytes(prefix), prefix.size(), leading);
    store_sixteen(behind_it, both.data());
    REQUIRE(both.substr(0, prefix.size() + bytes.size()) == prefix + bytes);
    REQUIRE(behind_it == leading_sixteen(prefix + bytes));
  }
}

TEST_CASE("A short copy writes the string and nothing else") {
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int i = 0; i < 5000; ++i) {
    const std::string bytes = random_bytes(random);
    std::string to(bytes.size() + 2, '.');
    CHECK(copy_short(bytes, to.data() + 1) == to.data() + 1 + bytes.size());
    REQUIRE(to == "." + bytes + ".");
  }
}
