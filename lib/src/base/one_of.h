#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace dateline::base {

/// Whether a short list holds the word; linear.
template <std::size_t size>
bool is_one_of(std::string_view word, const std::array<std::string_view, size>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace dateline::base
