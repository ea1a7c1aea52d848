#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline::base {

/// The character that begins at a byte of a text.
struct DecodedCharacter {
  char32_t character = 0;  ///< U+FFFD if malformed
  std::size_t length = 1;  ///< in bytes; of a malformed sequence what Unicode replaces as one
  bool malformed = false;
};

/// `at` lies inside the text.
DecodedCharacter decode_utf8(std::string_view text, std::size_t at);

bool is_valid_utf8(std::string_view text);

/// The longest prefix of at most `max_bytes` that ends at a character. `text` is valid UTF-8.
std::string_view cut_at_character(std::string_view text, std::size_t max_bytes);

/// `text` with every malformed sequence replaced by U+FFFD.
std::string repair_utf8(std::string_view text);

/// NFKC, case-folded, accents off letters of the Latin and Greek scripts (and Cyrillic yo), letters
/// with strokes and ligatures as their plain letters ("ł" is l, "ø" o, "ı" i, "æ" ae, "þ" th), for
/// comparing names and for keys: "Čapek" and "CAPEK" give "capek", "Wałęsa" gives "walesa".
/// Idempotent.
std::string fold(std::string_view text);

/// `fold`, with every run of other characters than letters and digits as one hyphen, none at the
/// ends, apostrophes and dots dropped: "Vladimir V. Putin" gives "vladimir-v-putin".
std::string slug(std::string_view text);

/// Spaces, tabs and line ends off both ends.
std::string_view trim(std::string_view text);

/// ASCII letters only.
std::string to_lower_ascii(std::string_view text);

}  // namespace dateline::base
