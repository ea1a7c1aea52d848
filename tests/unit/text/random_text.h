#pragma once

#include <random>
#include <string>

namespace dateline::text {

/// Text of words, punctuation and noise of many scripts, drawn with `random`.
std::string random_text(std::mt19937& random, std::size_t pieces);

/// The same of Latin, Greek and Cyrillic letters and of digits, where a word alone is cut as it is
/// in a text.
std::string random_alphabetic_text(std::mt19937& random, std::size_t pieces);

/// Any bytes.
std::string random_bytes(std::mt19937& random, std::size_t size);

}  // namespace dateline::text
