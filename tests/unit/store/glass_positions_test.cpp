#include <bit>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "base/bytes.h"
#include "random_articles.h"
#include "store/glass/positions.h"

namespace {

using Positions = std::vector<std::uint32_t>;

/// Reads positions back, written from the description of the code and not from the encoder.
class Decoder {
 public:
  Positions decode(std::string_view tag) {
    dateline::base::ByteReader reader{tag};
    const auto last = static_cast<std::uint32_t>(reader.read_number().value());
    if (reader.at_end()) return {last};
    bits_ = *reader.read_bytes(reader.left());
    const auto first = static_cast<std::uint32_t>(read(last));
    const std::size_t count = read(last - first) + 2;
    positions_.assign(count, 0);
    positions_.front() = first;
    positions_.back() = last;
    fill(0, count - 1);
    return positions_;
  }

  /// Less than a byte is left over.
  bool at_end() const { return bits_.size() * 8 - at_ < 8; }

 private:
  // Of `count` values those in the middle take a bit less.
  std::uint64_t read(std::uint64_t count) {
    const auto width = static_cast<int>(std::bit_width(count - 1));
    const std::uint64_t spare = (std::uint64_t{1} << width) - count;
    if (spare == 0) return read_bits(width);
    const std::uint64_t first_short = (count - spare) / 2;
    const std::uint64_t low = read_bits(width - 1);
    if (low >= first_short && low < first_short + spare) return low;
    if (read_bits(1) == 0) return low;
    return low + first_short + spare;
  }

  std::uint64_t read_bits(int width) {
    std::uint64_t out = 0;
    for (int i = 0; i < width; ++i, ++at_) {
      const auto byte = static_cast<unsigned char>(bits_.at(at_ / 8));
      out |= std::uint64_t{(byte >> (at_ % 8)) & 1U} << i;
    }
    return out;
  }

  void fill(std::size_t low, std::size_t high) {
    if (low + 1 >= high) return;
    const std::size_t middle = low + (high - low) / 2;
    const std::uint64_t between = positions_[high] - positions_[low] - (high - low) + 1;
    positions_[middle] =
        static_cast<std::uint32_t>(positions_[low] + (middle - low) + read(between));
    fill(low, middle);
    fill(middle, high);
  }

  std::string_view bits_;
  std::size_t at_ = 0;
  Positions positions_;
};

void check(const Positions& positions) {
  std::string tag;
  dateline::store::glass::append_positions(tag, positions);
  Decoder decoder;
  CHECK(decoder.decode(tag) == positions);
  CHECK(decoder.at_end());
}

}  // namespace

TEST_CASE("Positions are read back") {
  check({0});
  check({4294967294});
  check({0, 2});
  check({1, 2});
  check({0, 4294967294});
  check({7, 8, 9, 10, 11});
  std::mt19937_64 random{test_seed()};
  for (int i = 0; i < 2000; ++i) {
    std::set<std::uint32_t> positions;
    const std::size_t count = 1 + random() % 200;
    const std::uint64_t limit = count + (random() >> (32 + random() % 32));
    while (positions.size() < count) {
      positions.insert(
          static_cast<std::uint32_t>(random() % std::min(limit, std::uint64_t{4294967295})));
    }
    check({positions.begin(), positions.end()});
  }
}

TEST_CASE("Positions that stand close together take about two bits each") {
  Positions positions;
  for (std::uint32_t i = 0; i < 1000; ++i) positions.push_back(2 * i);
  std::string tag;
  dateline::store::glass::append_positions(tag, positions);
  CHECK(tag.size() < 260);
}

TEST_CASE("Positions 0 and 1 are written as Xapian writes them, which loses the 0") {
  std::string tag;
  dateline::store::glass::append_positions(tag, Positions{0, 1});
  CHECK(tag == "\x01");
}
