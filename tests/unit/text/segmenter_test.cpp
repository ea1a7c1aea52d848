#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/utf8.h"
#include "random_text.h"
#include "text/boundary_segmenter.h"
#include "text/character_class.h"
#include "text/segmenter.h"
#include "text/token_rules.h"

using namespace dateline;
using text::Segment;

namespace {

bool has_word(std::string_view text, const Segment& segment) {
  for (std::size_t at = segment.from; at < segment.to;) {
    const auto each = base::decode_utf8(text, at);
    if (text::is_alphanumeric(each.character)) return true;
    at += each.length;
  }
  return false;
}

std::vector<std::string> words(std::string_view text, const std::vector<Segment>& segments) {
  std::vector<std::string> out;
  for (const Segment& each : segments) {
    if (!has_word(text, each)) continue;
    out.push_back(std::to_string(each.from) + ":" +
                  std::string(text.substr(each.from, each.to - each.from)));
  }
  return out;
}

bool is_of_ascii_letters_and_digits(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char each) {
    return text::is_ascii_letter(each) || text::is_ascii_digit(each);
  });
}

// What the rules make of segments, each with its place, kind and link.
std::vector<std::string> written_words(std::string_view text,
                                       const std::vector<Segment>& segments) {
  std::vector<text::WrittenWord> words;
  text::read_words(text, segments, words);
  std::vector<std::string> out;
  for (const text::WrittenWord& each : words) {
    out.push_back(std::to_string(each.from) + "-" + std::to_string(each.to) + " " +
                  std::to_string(static_cast<int>(each.kind)) + " " +
                  std::to_string(static_cast<int>(each.link)));
  }
  return out;
}

void check_equal(const std::string& text) {
  CAPTURE(text);
  static const text::BoundarySegmenter boundaries;
  std::vector<Segment> by_table;
  std::vector<Segment> by_boundaries;
  text::Segmenter().segment(text, by_table);
  boundaries.segment(text, 0, text.size(), by_boundaries);
  CHECK(words(text, by_table) == words(text, by_boundaries));
  CHECK(written_words(text, by_table) == written_words(text, by_boundaries));
  for (const Segment& each : by_table) {
    const std::string_view word = std::string_view(text).substr(each.from, each.to - each.from);
    if (each.plain) CHECK(is_of_ascii_letters_and_digits(word));
  }
}

}  // namespace

TEST_CASE("the table cuts random text as Boost.Locale does") {
  constexpr unsigned seed = 41;
  INFO("seed ", seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 1500; ++round) check_equal(text::random_text(random, 80));
}

TEST_CASE("the table cuts every pair of characters that it knows as Boost.Locale does") {
  std::string text;
  for (char first = 0x20; first < 0x7F; ++first) {
    for (char second = 0x20; second < 0x7F; ++second) {
      for (const std::string around : {"a", "1", ""}) {
        text += around + first + around + second + around + "\n";
      }
    }
  }
  check_equal(text);
}

TEST_CASE("what ASCII stands beside is cut as Boost.Locale does") {
  const std::vector<std::string> others{
      "\u0301", "\u00AD", "\u200B", "\u200D", "\u2060", "\uFEFF", "\uFE0F",     "\u20E3",
      "\u00A0", "\u202F", "\u2028", "\u0085", "\u2019", "\u2011", "\u2013",     "\u00B7",
      "\u00E9", "\u0130", "\u00B2", "\u0416", "\u05D0", "\u0627", "\u0E20",     "\u6771",
      "\u30AB", "\uD55C", "\uFF21", "\uFF0E", "\u0660", "\u20AC", "\U0001F600", "\U0001D400",
      "\r\n",   "\r",     "\t",     "\v",     "\x7F",   "''",     "..",         "-\n",
  };
  for (const std::string& other : others) {
    std::string text;
    for (char ascii = 0x20; ascii < 0x7F; ++ascii) {
      for (const std::string around : {"a", "1", "Zz9", "", " "}) {
        text += around + ascii + other + around + "\n" + around + other + ascii + around + " ";
        text += around + other + ascii + other + around + "\n";
      }
    }
    check_equal(text);
  }
}

TEST_CASE("English sentences strewn with other characters are cut as Boost.Locale does") {
  constexpr unsigned seed = 97;
  INFO("seed ", seed);
  std::mt19937 random(seed);
  const std::vector<std::string> words{
      "The", "ferry's",  "e-mail", "U.S.", "1,250.5", "O'Leary", "a",      "AT&T",
      "C++", "snake_it", "10:30",  "x.y",  "don't",   "US",      "1990's", "mid-1990s"};
  const auto below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
  };
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (std::size_t left = below(200); left > 0; --left) {
      text += words[below(words.size())];
      text += below(20) == 0 ? text::random_text(random, 1) : "";
      text += below(8) == 0 ? ", " : below(12) == 0 ? ".\n" : below(40) == 0 ? "-\n" : " ";
    }
    check_equal(text);
  }
}

TEST_CASE("the table cuts every sequence of six characters of all classes as Boost.Locale does") {
  const std::string alphabet = "a1_.,:-";
  std::string text;
  for (std::size_t number = 0; number < std::size_t{7} * 7 * 7 * 7 * 7 * 7; ++number) {
    for (std::size_t rest = number, each = 0; each < 6; ++each, rest /= alphabet.size()) {
      text += alphabet[rest % alphabet.size()];
    }
    text += '\n';
  }
  check_equal(text);
}

TEST_CASE("long texts are cut in blocks without losing or breaking a word") {
  std::string text;
  for (int each = 0; each < 40000; ++each) text += "новости" + std::to_string(each) + " ";
  std::vector<Segment> segments;
  text::Segmenter().segment(text, segments);
  REQUIRE(segments.size() == 40000);
  CHECK(segments.back().to == text.size() - 1);
}

TEST_CASE("empty text and text of one kind have their segments") {
  check_equal("");
  check_equal("plain");
  check_equal("\u6771\u4EAC");
  check_equal(" \u0301a");
}
