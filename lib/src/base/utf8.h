#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline::base {

bool is_valid_utf8(std::string_view text);

/// The longest prefix of at most `max_bytes` that ends at a character. `text` is valid UTF-8.
std::string_view cut_at_character(std::string_view text, std::size_t max_bytes);

/// `text` with every malformed sequence replaced by U+FFFD.
std::string repair_utf8(std::string_view text);

/// NFKC, case-folded, accents off letters of the Latin and Greek scripts (and Cyrillic yo), for
/// comparing names and for keys: "Čapek" and "CAPEK" give "capek".
std::string fold(std::string_view text);

/// `fold`, with every run of other characters than letters and digits as one hyphen, none at the
/// ends, apostrophes and dots dropped: "Vladimir V. Putin" gives "vladimir-v-putin".
std::string slug(std::string_view text);

/// Spaces, tabs and line ends off both ends.
std::string_view trim(std::string_view text);

/// ASCII letters only.
std::string to_lower_ascii(std::string_view text);

}  // namespace dateline::base
