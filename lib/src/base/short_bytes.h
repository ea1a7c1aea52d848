#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

/// Words are short: what is done here without a call takes a fraction of what memcpy and memcmp
/// take, most of whose time is finding out how long they are.
namespace dateline::base {

template <class Number>
Number load(const char* bytes) {
  Number out = 0;
  std::memcpy(&out, bytes, sizeof out);
  return out;
}

inline std::uint64_t big_endian(std::uint64_t number) {
  if constexpr (std::endian::native == std::endian::little) return __builtin_bswap64(number);
  return number;
}

/// The first eight bytes as a number, big-endian, zeros for those that are missing: of two such
/// numbers the lower one is of the string that comes first, equal ones tell nothing.
inline std::uint64_t leading_bytes(std::string_view bytes) {
  constexpr std::size_t all = sizeof(std::uint64_t);
  const std::size_t size = bytes.size();
  if (size >= all) return big_endian(load<std::uint64_t>(bytes.data()));
  const auto in_place = [](std::uint64_t number, std::size_t number_size, std::size_t at) {
    return number << 8U * (all - number_size - at);
  };
  // By loads that overlap.
  if (size >= 4) {
    const auto four = [&](std::size_t at) {
      return in_place(big_endian(load<std::uint32_t>(bytes.data() + at)) >> 32U, 4, at);
    };
    return four(0) | four(size - 4);
  }
  if (size == 0) return 0;
  const auto one = [&](std::size_t at) {
    return in_place(static_cast<unsigned char>(bytes[at]), 1, at);
  };
  return one(0) | one(size / 2) | one(size - 1);
}

/// A string is padded if `padding` more bytes can be read behind it: what works on all its bytes at
/// once, whatever its size, has no branch that nobody could foresee.
inline constexpr std::size_t padding = 16;

/// The first sixteen bytes as two numbers, each as `leading_bytes`.
struct LeadingSixteen {
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  bool operator==(const LeadingSixteen&) const = default;
};

inline LeadingSixteen leading_sixteen(std::string_view bytes) {
  constexpr std::size_t half = sizeof(std::uint64_t);
  return {leading_bytes(bytes), bytes.size() > half ? leading_bytes(bytes.substr(half)) : 0};
}

inline LeadingSixteen leading_sixteen_of_padded(std::string_view bytes) {
  constexpr std::size_t half = sizeof(std::uint64_t);
  // In two steps, as there is no shift by all 64 bits.
  const auto kept = [](std::uint64_t number, std::size_t count) {
    return number & ~(~std::uint64_t{0} >> 4U * count >> 4U * count);
  };
  const std::size_t in_first = bytes.size() < half ? bytes.size() : half;
  const std::size_t in_both = bytes.size() < 2 * half ? bytes.size() : 2 * half;
  return {kept(big_endian(load<std::uint64_t>(bytes.data())), in_first),
          kept(big_endian(load<std::uint64_t>(bytes.data() + half)), in_both - in_first)};
}

/// Writes the sixteen bytes.
inline void store_sixteen(const LeadingSixteen& bytes, char* to) {
  const std::array<std::uint64_t, 2> both{big_endian(bytes.first), big_endian(bytes.second)};
  std::memcpy(to, both.data(), sizeof both);
}

/// `bytes`, the last of which are zeros, behind a prefix of less than eight bytes, which is given
/// by its leading bytes and its size.
inline LeadingSixteen behind(std::uint64_t prefix, std::size_t prefix_size,
                             const LeadingSixteen& bytes) {
  const std::size_t shift = 8 * prefix_size;
  // In two steps, as there is no shift by all 64 bits.
  return {prefix | bytes.first >> shift,
          bytes.first << 1U << (63U - shift) | bytes.second >> shift};
}

/// Whether two strings are the same.
inline bool equal_short(std::string_view a, std::string_view b) {
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  const auto same = [&](std::size_t at, auto number) {
    auto other = number;
    std::memcpy(&number, a.data() + at, sizeof number);
    std::memcpy(&other, b.data() + at, sizeof other);
    return number == other;
  };
  if (size > 16) return std::memcmp(a.data(), b.data(), size) == 0;
  if (size >= 8) return same(0, std::uint64_t{}) && same(size - 8, std::uint64_t{});
  if (size >= 4) return same(0, std::uint32_t{}) && same(size - 4, std::uint32_t{});
  if (size == 0) return true;
  return same(0, std::uint8_t{}) && same(size / 2, std::uint8_t{}) &&
         same(size - 1, std::uint8_t{});
}

/// Copies `bytes`, which are padded, to where there is room for them and their padding, and gives
/// where they end.
inline char* copy_padded(std::string_view bytes, char* to) {
  std::size_t at = 0;
  do {
    std::memcpy(to + at, bytes.data() + at, padding);
    at += padding;
  } while (at < bytes.size());
  return to + bytes.size();
}

/// How many bytes two strings have in common at their beginning.
inline std::size_t shared_bytes(std::string_view a, std::string_view b) {
  const std::size_t size = a.size() < b.size() ? a.size() : b.size();
  std::size_t at = 0;
  for (; at + 8 <= size; at += 8) {
    const std::uint64_t differences = big_endian(load<std::uint64_t>(a.data() + at)) ^
                                      big_endian(load<std::uint64_t>(b.data() + at));
    if (differences != 0) return at + static_cast<unsigned>(std::countl_zero(differences)) / 8;
  }
  while (at < size && a[at] == b[at]) ++at;
  return at;
}

/// Copies `bytes` to where there is room for them, and gives where they end. They do not overlap.
inline char* copy_short(std::string_view bytes, char* to) {
  const char* const from = bytes.data();
  const std::size_t size = bytes.size();
  const auto copy = [&](std::size_t at, auto number) {
    std::memcpy(&number, from + at, sizeof number);
    std::memcpy(to + at, &number, sizeof number);
  };
  if (size > 16) {
    std::memcpy(to, from, size);
  } else if (size >= 8) {
    copy(0, std::uint64_t{});
    copy(size - 8, std::uint64_t{});
  } else if (size >= 4) {
    copy(0, std::uint32_t{});
    copy(size - 4, std::uint32_t{});
  } else if (size > 0) {
    copy(0, std::uint8_t{});
    copy(size / 2, std::uint8_t{});
    copy(size - 1, std::uint8_t{});
  }
  return to + size;
}

}  // namespace dateline::base
