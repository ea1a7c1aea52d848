#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Numbers and strings as bytes, for values, records and metadata.
namespace dateline::base {

template <std::unsigned_integral Number>
void append_big_endian(std::string& out, Number number) {
  for (std::size_t shift = sizeof(Number) * 8; shift > 0; shift -= 8) {
    out += static_cast<char>(static_cast<unsigned char>(number >> (shift - 8)));
  }
}

/// Seven bits a byte, low ones first; the top bit says that more follow.
inline void append_number(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7U) out += static_cast<char>(number | 0x80U);
  out += static_cast<char>(number);
}

/// How many bytes that takes.
inline std::size_t number_size(std::uint64_t number) {
  return (static_cast<std::size_t>(std::bit_width(number | 1U)) + 6) / 7;
}

/// The same, to where there is room for it and a byte more; gives where it ends. Most numbers have
/// one byte or two, in no order that could be foreseen: those are written without a branch between
/// them.
inline char* put_number(char* to, std::uint64_t number) {
  for (; number >= 1U << 14U; number >>= 7U) *to++ = static_cast<char>(number | 0x80U);
  const unsigned has_two = number >= 0x80 ? 1U : 0U;
  to[0] = static_cast<char>(number | has_two << 7U);
  to[1] = static_cast<char>(number >> 7U);
  return to + 1 + has_two;
}

/// Numbers near zero, of either sign, are short.
inline void append_signed(std::string& out, std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  append_number(out, number < 0 ? ~(bits << 1U) : bits << 1U);
}

/// Its length as a number, then its bytes.
inline void append_string(std::string& out, std::string_view text) {
  append_number(out, text.size());
  out += text;
}

/// Reads what the functions above wrote. Every read answers nothing where the bytes end too soon or
/// are none of theirs; whatever the bytes, nothing outside them is touched.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }
  std::size_t left() const { return rest_.size(); }

  std::optional<std::uint8_t> read_byte() {
    if (rest_.empty()) return std::nullopt;
    const auto byte = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return byte;
  }

  std::optional<std::uint64_t> read_number() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::optional<std::uint8_t> byte = read_byte();
      if (!byte) return std::nullopt;
      const std::uint64_t bits = *byte & 0x7FU;
      if (shift == 63 && bits > 1) return std::nullopt;
      number |= bits << shift;
      if (*byte < 0x80) return number;
    }
    return std::nullopt;
  }

  std::optional<std::int64_t> read_signed() {
    const std::optional<std::uint64_t> bits = read_number();
    if (!bits) return std::nullopt;
    return static_cast<std::int64_t>((*bits & 1U) != 0 ? ~(*bits >> 1U) : *bits >> 1U);
  }

  std::optional<std::string_view> read_bytes(std::uint64_t size) {
    if (size > rest_.size()) return std::nullopt;
    const std::string_view out = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(out.size());
    return out;
  }

  std::optional<std::string_view> read_string() {
    const std::optional<std::uint64_t> size = read_number();
    return size ? read_bytes(*size) : std::nullopt;
  }

 private:
  std::string_view rest_;
};

}  // namespace dateline::base
