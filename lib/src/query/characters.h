#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline::query {

/// One character of a text and how many bytes it takes.
struct Character {
  char32_t code = 0;
  std::size_t bytes = 0;
};

/// The character that begins at byte `at`, which is inside `text`, valid UTF-8.
Character character_at(std::string_view text, std::size_t at);

/// White space of any script, and control characters.
bool is_space(char32_t code);
bool is_letter_or_number(char32_t code);
/// Combining marks: parts of the letter before them.
bool is_mark(char32_t code);
bool is_capital(char32_t code);
bool is_letter(char32_t code);
/// Straight, curly or angular double quotes.
bool is_quote(char32_t code);
/// True if a phrase that `open` began ends at `close`: straight ends straight, « ends », and of the
/// curly ones, which languages use in every order, any ends any.
bool closes_quote(char32_t open, char32_t close);
bool is_ascii_punctuation(char32_t code);

bool has_letter_or_number(std::string_view text);
bool has_capital(std::string_view text);

/// `text` in valid UTF-8 of the same length: bytes that are none become spaces.
std::string without_malformed_bytes(std::string_view text);

/// `text` without space at its ends.
std::string_view trim_spaces(std::string_view text);

}  // namespace dateline::query
