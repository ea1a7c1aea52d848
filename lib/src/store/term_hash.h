#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/quick_hash.h"
#include "base/short_bytes.h"

namespace dateline::store {

/// The hash under which tables find a term of at most 16 bytes.
inline std::uint32_t term_hash(const base::LeadingSixteen& name, std::size_t size) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;  // 2^64 over the golden ratio
  const auto mixed = [](std::uint64_t number) {
    number *= odd;
    return number ^ (number >> 32U);
  };
  return static_cast<std::uint32_t>(mixed(mixed(name.first ^ size) ^ name.second) >> 32U);
}

/// Of any term. Made once, when the term is: all tables that it passes use the same.
inline std::uint32_t term_hash(std::string_view name) {
  if (name.size() <= 16) return term_hash(base::leading_sixteen(name), name.size());
  return static_cast<std::uint32_t>(base::quick_hash(name) >> 32U);
}

}  // namespace dateline::store
