#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace dateline::store::glass {

/// Appends bits to a string, each number from its low bit on, as deflate has them.
class BitAppender {
 public:
  explicit BitAppender(std::string& out) : out_(&out) {}

  /// At most 32 bits.
  void append(std::uint32_t bits, unsigned count) {
    bits_ |= std::uint64_t{bits} << count_;
    for (count_ += count; count_ >= 8; count_ -= 8) {
      *out_ += static_cast<char>(static_cast<unsigned char>(bits_));
      bits_ >>= 8U;
    }
  }

  /// Bits that are not a byte yet.
  std::uint64_t rest() const { return bits_; }
  unsigned rest_size() const { return count_; }

 private:
  std::string* out_;
  std::uint64_t bits_ = 0;
  unsigned count_ = 0;
};

/// A prefix code of deflate (RFC 1951, section 3.2.2): the length of a symbol's bits tells them.
struct HuffmanCode {
  static constexpr std::size_t most_symbols = 257;

  std::array<std::uint16_t, most_symbols> bits{};    ///< the first bit lowest
  std::array<std::uint8_t, most_symbols> lengths{};  ///< 0: there is no such symbol
};

/// The shortest code for symbols that come as often as `counts` say, at least two of them, with
/// lengths of up to `longest` bits, 15 at most; where the shortest has longer ones, a little longer
/// than it must be. Takes two microseconds for a hundred symbols.
HuffmanCode huffman_code(std::span<const std::uint32_t> counts, unsigned longest);

}  // namespace dateline::store::glass
