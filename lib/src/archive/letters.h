#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

/// What the shape of a line tells about it: letters, capitals, words. All texts are UTF-8.
namespace dateline::archive {

/// Characters, not bytes.
std::size_t length_in_characters(std::string_view text);

/// The first letter or digit is not a small letter (quotes and brackets before it do not count).
bool begins_like_a_sentence(std::string_view text);

/// The first character is a letter, and not a small one.
bool begins_with_capital(std::string_view text);

/// A small word inside names: "de", "la", "of", "upon".
bool is_particle(std::string_view word);

/// There is a letter, and no small letter but for the "c" of "Mc" and in particles behind a
/// capital.
bool is_in_capitals(std::string_view text);

bool has_letter(std::string_view text);

/// The words between spaces.
std::vector<std::string_view> split_words(std::string_view text);

/// The pieces between `separator`, trimmed, empty ones left out.
std::vector<std::string_view> split_trimmed(std::string_view text, char separator);

/// ASCII letters compare equal in either case.
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);
bool equals_ignoring_case(std::string_view left, std::string_view right);

}  // namespace dateline::archive
