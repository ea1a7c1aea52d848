#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace dateline::base {

/// 64 bits for tables in memory: as good as a table needs, and a few nanoseconds for a word. Never
/// for what is written to disk: it differs between machines.
inline std::uint64_t quick_hash(std::string_view bytes) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;  // 2^64 over the golden ratio
  const auto mixed = [](std::uint64_t number) {
    number *= odd;
    return number ^ (number >> 32U);
  };
  const auto load = [](const char* from, auto number) {
    std::memcpy(&number, from, sizeof number);
    return std::uint64_t{number};
  };
  constexpr std::size_t step = sizeof(std::uint64_t);
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  std::uint64_t hash = mixed(left + 1);
  for (; left > step; at += step, left -= step) hash = mixed(hash ^ load(at, std::uint64_t{}));
  // What is left in one number, by loads that overlap.
  std::uint64_t rest = 0;
  if (left >= 4) {
    rest = load(at, std::uint32_t{}) | load(at + left - 4, std::uint32_t{}) << 32U;
  } else if (left > 0) {
    const auto byte = [at](std::size_t index) {
      return std::uint64_t{static_cast<unsigned char>(at[index])};
    };
    rest = byte(0) | byte(left / 2) << 8U | byte(left - 1) << 16U;
  }
  return mixed(mixed(hash ^ rest));
}

}  // namespace dateline::base
