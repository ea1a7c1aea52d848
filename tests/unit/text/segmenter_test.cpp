#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/utf8.h"
#include "random_text.h"
#include "text/boundary_segmenter.h"
#include "text/character_class.h"
#include "text/segmenter.h"

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

void check_equal(const std::string& text) {
  CAPTURE(text);
  std::vector<Segment> by_table;
  std::vector<Segment> by_boundaries;
  text::Segmenter().segment(text, by_table);
  text::BoundarySegmenter().segment(text, 0, text.size(), by_boundaries);
  CHECK(words(text, by_table) == words(text, by_boundaries));
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
