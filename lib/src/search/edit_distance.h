#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline::search {

/// Characters of valid UTF-8 text.
std::u32string characters(std::string_view text);

/// How many insertions, deletions, replacements or swaps of neighbours turn `a` into `b` (optimal
/// string alignment), or `limit` + 1 if it takes more than `limit`. O(length * limit).
std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t limit);

/// Whether `text` is of the form `pattern`: * any run of characters, ? exactly one.
bool matches_pattern(std::u32string_view text, std::u32string_view pattern);

}  // namespace dateline::search
