#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace dateline::store::glass {

/// Writes bits one after another, each number from its low bit on, as deflate has them.
class BitWriter {
 public:
  /// Up to seven bytes are written behind the bits' own.
  explicit BitWriter(char* to) : to_(to) {}

  /// At most 56 bits until the next `write`.
  void put(std::uint32_t bits, unsigned count) {
    bits_ |= std::uint64_t{bits} << count_;
    count_ += count;
  }
  void write() {
    for (std::size_t i = 0; i < sizeof bits_; ++i) {
      to_[i] = static_cast<char>(static_cast<unsigned char>(bits_ >> 8U * i));
    }
    to_ += count_ / 8;
    bits_ >>= count_ & ~7U;
    count_ &= 7U;
  }
  /// Where the last byte ends.
  const char* finish() {
    write();
    return count_ > 0 ? to_ + 1 : to_;
  }

 private:
  char* to_;
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
/// than it must be. Takes a microsecond for a hundred symbols.
HuffmanCode huffman_code(std::span<const std::uint32_t> counts, unsigned longest);

}  // namespace dateline::store::glass
