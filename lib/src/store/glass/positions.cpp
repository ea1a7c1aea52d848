#include "store/glass/positions.h"

#include <bit>
#include <cstddef>

#include "base/bytes.h"

namespace dateline::store::glass {
namespace {

/// Fills bytes from their low bits.
class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(&out) {}

  /// One of `count` values; at most 2^32. The middle ones take a bit less where not all need the
  /// same.
  void append(std::uint64_t value, std::uint64_t count) {
    auto width = static_cast<unsigned>(std::bit_width(count - 1));
    const std::uint64_t spare = (std::uint64_t{1} << width) - count;
    const std::uint64_t short_ones = (count - spare) / 2;
    if (spare != 0 && value >= short_ones) {
      if (value >= short_ones + spare) {
        value = (value - short_ones - spare) | (std::uint64_t{1} << (width - 1));
      } else {
        --width;
      }
    }
    append_bits(value, width);
  }

  /// The rest, padded with zeros to a byte.
  void finish() {
    if (size_ > 0) *out_ += static_cast<char>(static_cast<unsigned char>(bits_));
  }

 private:
  void append_bits(std::uint64_t value, unsigned width) {
    bits_ |= value << size_;
    for (size_ += width; size_ >= 8; size_ -= 8) {
      *out_ += static_cast<char>(static_cast<unsigned char>(bits_));
      bits_ >>= 8U;
    }
  }

  std::string* out_;
  std::uint64_t bits_ = 0;
  unsigned size_ = 0;  // below 8 between calls
};

// The positions between two that are known.
void append_between(BitWriter& out, std::span<const std::uint32_t> positions, std::size_t low,
                    std::size_t high) {
  while (low + 1 < high) {
    const std::size_t middle = low + (high - low) / 2;
    const std::uint64_t least = std::uint64_t{positions[low]} + (middle - low);
    const std::uint64_t choices = positions[high] - positions[low] - (high - low) + 1;
    out.append(positions[middle] - least, choices);
    append_between(out, positions, low, middle);
    low = middle;
  }
}

}  // namespace

void append_positions(std::string& out, std::span<const std::uint32_t> positions) {
  const std::uint32_t first = positions.front();
  const std::uint32_t last = positions.back();
  base::append_number(out, last);
  if (positions.size() == 1) return;
  BitWriter bits{out};
  bits.append(first, last);
  bits.append(positions.size() - 2, last - first);
  append_between(bits, positions, 0, positions.size() - 1);
  bits.finish();
}

}  // namespace dateline::store::glass
