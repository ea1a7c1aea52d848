#include <cstdint>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <zlib.h>

#include "store/glass/deflater.h"
#include "store/glass/huffman_code.h"

namespace {

using dateline::store::glass::Deflater;
using dateline::store::glass::huffman_code;
using dateline::store::glass::HuffmanCode;

/// As Xapian does; what is behind the stream's end counts as an error.
std::string inflated(std::string_view stream, std::size_t size) {
  std::string out(size + 1, '\0');
  std::string in(stream);
  z_stream zlib{};
  REQUIRE(inflateInit2(&zlib, -15) == Z_OK);
  zlib.next_in = reinterpret_cast<Bytef*>(in.data());
  zlib.avail_in = static_cast<uInt>(in.size());
  zlib.next_out = reinterpret_cast<Bytef*>(out.data());
  zlib.avail_out = static_cast<uInt>(out.size());
  const int result = inflate(&zlib, Z_FINISH);
  const bool is_whole = result == Z_STREAM_END && zlib.avail_in == 0;
  out.resize(out.size() - zlib.avail_out);
  inflateEnd(&zlib);
  return is_whole ? out : "no whole stream";
}

/// Bytes each of which is `skew` times as likely as the one behind it.
std::string skewed_bytes(std::mt19937& random, std::size_t size, double skew) {
  std::vector<double> weights(256);
  double weight = 1;
  for (double& each : weights) each = weight /= skew;
  std::discrete_distribution<int> byte(weights.begin(), weights.end());
  std::string out;
  for (std::size_t i = 0; i < size; ++i) out += static_cast<char>(byte(random));
  return out;
}

// In 1 / 2^16: the code uses all that there is if the sum is 2^16.
std::uint32_t used_space(const HuffmanCode& code) {
  std::uint32_t out = 0;
  for (const std::uint8_t each : code.lengths) out += each == 0 ? 0 : 0x10000U >> each;
  return out;
}

}  // namespace

TEST_CASE("deflated bytes are what zlib inflates to them") {
  constexpr unsigned seed = 20240611;
  CAPTURE(seed);
  std::mt19937 random(seed);
  Deflater deflater;
  std::size_t deflated = 0;
  for (int round = 0; round < 400; ++round) {
    const auto size = std::uniform_int_distribution<std::size_t>(0, 6000)(random);
    const double skew = std::uniform_real_distribution<>(1.0, 3.0)(random);
    const std::string bytes = skewed_bytes(random, size, skew);
    const std::string_view stream = deflater.deflate(bytes);
    if (stream.empty()) continue;
    ++deflated;
    CAPTURE(size);
    CAPTURE(skew);
    CHECK(stream.size() < bytes.size());
    CHECK(inflated(stream, bytes.size()) == bytes);
  }
  CHECK(deflated > 300);
}

TEST_CASE("one byte many times is deflated") {
  const std::string bytes(5000, 'x');
  Deflater deflater;
  CHECK(inflated(deflater.deflate(bytes), bytes.size()) == bytes);
}

TEST_CASE("bytes that come at random, or few ones, are not deflated") {
  std::mt19937 random(7);
  Deflater deflater;
  CHECK(deflater.deflate(skewed_bytes(random, 2000, 1.0)).empty());
  CHECK(deflater.deflate(std::string(20, 'x')).empty());
  CHECK(deflater.deflate({}).empty());
}

TEST_CASE("a code with bits longer than deflate allows is made flatter") {
  // Of counts that grow as Fibonacci's numbers the rarest has as many bits as there are symbols.
  std::vector<std::uint32_t> counts{1, 1};
  while (counts.size() < 24) counts.push_back(counts.back() + counts[counts.size() - 2]);
  std::string bytes;
  for (std::size_t i = 0; i < counts.size(); ++i) bytes.append(counts[i], static_cast<char>(i));
  for (const unsigned longest : {5U, 7U, 15U}) {
    const HuffmanCode code = huffman_code(counts, longest);
    for (const std::uint8_t each : code.lengths) CHECK(each <= longest);
    CHECK(used_space(code) == 0x10000U);
  }
  Deflater deflater;
  CHECK(inflated(deflater.deflate(bytes), bytes.size()) == bytes);
}

TEST_CASE("no code is shorter than Huffman's") {
  // Checked by the sum of all inner nodes, which is what the symbols' bits add up to.
  std::mt19937 random(11);
  for (int round = 0; round < 100; ++round) {
    std::vector<std::uint32_t> counts(std::uniform_int_distribution<std::size_t>(2, 257)(random));
    for (std::uint32_t& each : counts)
      each = std::uniform_int_distribution<std::uint32_t>(1, 50)(random);
    const HuffmanCode code = huffman_code(counts, 15);
    CHECK(used_space(code) == 0x10000U);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < counts.size(); ++i)
      bits += std::uint64_t{counts[i]} * code.lengths[i];
    std::multiset<std::uint64_t> nodes(counts.begin(), counts.end());
    std::uint64_t least = 0;
    while (nodes.size() > 1) {
      const std::uint64_t two = *nodes.begin() + *std::next(nodes.begin());
      nodes.erase(nodes.begin());
      nodes.erase(nodes.begin());
      nodes.insert(two);
      least += two;
    }
    CHECK(bits == least);
  }
}
