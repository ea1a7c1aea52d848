#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "base/utf8.h"
#include "random_text.h"
#include "text/analyzer.h"
#include "text/character_class.h"

using namespace dateline;
using text::Analyzer;
using text::Token;
using text::TokenList;

namespace {

constexpr unsigned seed = 20240229;

bool is_boundary(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at) count += is_boundary(text, at) ? 1 : 0;
  return count;
}

void check_forms(const Token& token) {
  CHECK_FALSE(token.word.empty());
  CHECK_FALSE(token.stem.empty());
  CHECK(characters(token.word) <= text::max_word_characters);
  CHECK(base::is_valid_utf8(token.word));
  CHECK(base::is_valid_utf8(token.accented));
  CHECK(base::is_valid_utf8(token.stem));
  CHECK(base::fold(token.word) == token.word);
  CHECK(base::fold(token.stem) == token.stem);
  CHECK(base::fold(token.accented_stem) == token.accented_stem);
  CHECK(token.accented != token.word);
  CHECK(token.accented_stem != token.stem);
}

void check_places(std::string_view text, const TokenList& tokens) {
  std::uint32_t position = 0;
  std::uint32_t from = 0;
  std::uint32_t end = 0;
  for (const Token& each : tokens) {
    REQUIRE(each.from < each.to);
    REQUIRE(each.to <= text.size());
    CHECK(each.from >= from);
    CHECK(is_boundary(text, each.from));
    CHECK(is_boundary(text, each.to));
    if (each.joined) {
      CHECK(each.position == position);
    } else {
      CHECK(each.position == position + 1);
      CHECK(each.from >= end);
      end = each.to;
    }
    position = each.position;
    from = each.from;
  }
  CHECK(tokens.last_position() == position);
}

void check_same(const Token& found, const Token& expected, std::uint32_t position,
                std::uint32_t byte) {
  CHECK(found.word == expected.word);
  CHECK(found.accented == expected.accented);
  CHECK(found.stem == expected.stem);
  CHECK(found.accented_stem == expected.accented_stem);
  CHECK(found.position == expected.position + position);
  CHECK(found.from == expected.from + byte);
  CHECK(found.to == expected.to + byte);
  CHECK(found.stop_word == expected.stop_word);
  CHECK(found.capitalised == expected.capitalised);
  CHECK(found.joined == expected.joined);
}

}  // namespace

TEST_CASE("tokens of any text have folded forms and stand in order inside it") {
  INFO("seed ", seed);
  std::mt19937 random(seed);
  Analyzer analyzer;
  TokenList tokens;
  std::size_t count = 0;
  for (int round = 0; round < 400; ++round) {
    const std::string text = text::random_text(random, 60);
    CAPTURE(round);
    CAPTURE(text);
    analyzer.analyze(text, round % 2 == 0 ? "en" : "fr", tokens);
    check_places(text, tokens);
    for (const Token& each : tokens) check_forms(each);
    count += tokens.size();
  }
  CHECK(count > 400 * 20);
}

TEST_CASE("analysing a word gives the word again") {
  INFO("seed ", seed);
  std::mt19937 random(seed);
  Analyzer analyzer;
  TokenList tokens;
  TokenList again;
  for (int round = 0; round < 300; ++round) {
    const std::string text = text::random_alphabetic_text(random, 40);
    analyzer.analyze(text, "en", tokens);
    for (const Token& each : tokens) {
      CAPTURE(text.substr(each.from, each.to - each.from));
      analyzer.analyze(each.word, "en", again);
      REQUIRE_FALSE(again.empty());
      CHECK(again.begin()->word == each.word);
      CHECK(again.begin()->stem == each.stem);
    }
  }
}

TEST_CASE("a text is analysed as its paragraphs are, one after another") {
  INFO("seed ", seed);
  std::mt19937 random(seed);
  Analyzer analyzer;
  TokenList first;
  TokenList second;
  TokenList both;
  for (int round = 0; round < 300; ++round) {
    const std::string before = text::random_text(random, 20) + "\n\n";
    const std::string after = "Then " + text::random_text(random, 20);
    CAPTURE(before + after);
    analyzer.analyze(before, "en", first);
    analyzer.analyze(after, "en", second);
    analyzer.analyze(before + after, "en", both);
    REQUIRE(both.size() == first.size() + second.size());
    for (std::size_t each = 0; each < both.size(); ++each) {
      const bool in_first = each < first.size();
      const Token& expected =
          in_first ? first.tokens()[each] : second.tokens()[each - first.size()];
      check_same(both.tokens()[each], expected, in_first ? 0 : first.last_position(),
                 in_first ? 0 : static_cast<std::uint32_t>(before.size()));
    }
  }
}

TEST_CASE("what an analyser remembers does not change what it says") {
  INFO("seed ", seed);
  std::mt19937 random(seed);
  Analyzer used;
  TokenList found;
  TokenList expected;
  for (int round = 0; round < 60; ++round) {
    const auto languages = text::stemmed_languages();
    const std::string_view language = languages[static_cast<std::size_t>(round) % languages.size()];
    const std::string text = text::random_text(random, 1000);
    used.analyze(text, language, found);
    Analyzer().analyze(text, language, expected);
    REQUIRE(found.size() == expected.size());
    for (std::size_t each = 0; each < found.size(); ++each) {
      check_same(found.tokens()[each], expected.tokens()[each], 0, 0);
    }
  }
}

TEST_CASE("tokens with one form number have the same forms, numbered in order") {
  INFO("seed ", seed);
  std::mt19937 random(seed);
  Analyzer analyzer;
  TokenList tokens;
  std::size_t repeated = 0;
  for (int round = 0; round < 200; ++round) {
    std::string text = text::random_text(random, 50);
    text += "\n" + text;
    analyzer.analyze(text, round % 3 == 0 ? "fr" : "en", tokens);
    std::vector<Token> first;
    for (const Token& each : tokens) {
      REQUIRE(each.form <= first.size());
      if (each.form == first.size()) first.push_back(each);
      repeated += each.from != first[each.form].from ? 1 : 0;
      CHECK(each.word == first[each.form].word);
      CHECK(each.accented == first[each.form].accented);
      CHECK(each.stem == first[each.form].stem);
      CHECK(each.accented_stem == first[each.form].accented_stem);
    }
  }
  CHECK(repeated > 200 * 20);
}

TEST_CASE("more words than an analyser remembers are all told apart") {
  Analyzer analyzer;
  TokenList tokens;
  std::string text;
  for (int each = 0; each < 200000; ++each) text += "w" + std::to_string(each) + " ";
  for (int round = 0; round < 2; ++round) {
    analyzer.analyze(text, "en", tokens);
    REQUIRE(tokens.size() == 200000);
    for (std::size_t each = 0; each < tokens.size(); ++each) {
      REQUIRE(tokens.tokens()[each].word == "w" + std::to_string(each));
    }
  }
}

TEST_CASE("malformed bytes are punctuation") {
  Analyzer analyzer;
  TokenList tokens;
  analyzer.analyze("caf\xE9 noir \xFF\xFE news\xC3", "en", tokens);
  REQUIRE(tokens.size() == 3);
  CHECK(tokens.tokens()[0].word == "caf");
  CHECK(tokens.tokens()[1].word == "noir");
  CHECK(tokens.tokens()[2].word == "news");
}

TEST_CASE("any bytes are analysed") {
  INFO("seed ", seed);
  std::mt19937 random(seed);
  Analyzer analyzer;
  TokenList tokens;
  for (int round = 0; round < 300; ++round) {
    const std::string text = text::random_bytes(random, 500);
    analyzer.analyze(text, "en", tokens);
    for (const Token& each : tokens) {
      CHECK(each.from < each.to);
      CHECK(each.to <= text.size());
      CHECK(base::is_valid_utf8(each.word));
    }
  }
}

TEST_CASE("a word without end is cut") {
  Analyzer analyzer;
  TokenList tokens;
  for (const std::string& unit :
       {std::string("a"), std::string("9"), std::string("\u00E9"), std::string("a."),
        std::string("a'"), std::string("e\u0301\u0323"), std::string("\uFDFA"),
        std::string("1,")}) {
    std::string text;
    for (int each = 0; each < 20000; ++each) text += unit;
    CAPTURE(unit);
    analyzer.analyze(text, "en", tokens);
    REQUIRE_FALSE(tokens.empty());
    for (const Token& each : tokens) {
      CHECK(characters(each.word) <= text::max_word_characters);
    }
  }
}

TEST_CASE("a token list that is moved keeps its tokens") {
  Analyzer analyzer;
  TokenList tokens;
  analyzer.analyze("Talks in Geneva", "en", tokens);
  const TokenList moved = std::move(tokens);
  REQUIRE(moved.size() == 3);
  CHECK(moved.tokens()[2].word == "geneva");
}
