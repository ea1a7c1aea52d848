#include "archive/encoding.h"

#include <random>
#include <string>

#include <doctest/doctest.h>

#include "base/utf8.h"
#include "unit/archive/reading.h"

using namespace dateline;
using namespace dateline::archive;

namespace {

std::string utf8(std::string_view bytes) {
  std::string buffer;
  return std::string(to_utf8(bytes, buffer));
}

std::string cleaned(std::string text) {
  clean_text(text);
  return text;
}

std::string utf16(std::u16string_view text, char first, char second) {
  std::string out{first, second};
  for (const char16_t each : text) {
    const char low = static_cast<char>(each & 0xFFU);
    const char high = static_cast<char>(each >> 8U);
    out += first == '\xFF' ? low : high;
    out += first == '\xFF' ? high : low;
  }
  return out;
}

}  // namespace

TEST_CASE("valid UTF-8 stays as it is") {
  CHECK(utf8("caf\u00E9 \u2014 \u041C") == "caf\u00E9 \u2014 \u041C");
}

TEST_CASE("bytes that are no UTF-8 are read as Windows-1252") {
  CHECK(utf8("caf\xE9 \x93quoted\x94") == "caf\u00E9 \u201Cquoted\u201D");
  CHECK(utf8("CAF\xC9\x92S caf\xE9") == "CAF\u00C9\u2019S caf\u00E9");
  CHECK(utf8("a\x81z\xE9") == "a\uFFFDz\u00E9");
}

TEST_CASE("a stray byte does not make UTF-8 around it unreadable") {
  CHECK(utf8("\u041C\u043E\u0441\u043A\u0432\u0430 it\x92s") ==
        "\u041C\u043E\u0441\u043A\u0432\u0430 it\u2019s");
  CHECK(utf8("\u00E9\u00E8\u00E0 cut \xE2\x80") == "\u00E9\u00E8\u00E0 cut \uFFFD");
}

TEST_CASE("a bad record does not change how the others are read") {
  const auto records = read_bytes(
      "{\"id\":\"1\",\"body\":\"caf\u00E9\"}\n{\"id\":\"2\",\"body\":\"caf\xE9\"}\n"
      "{\"id\":\"3\",\"body\":\"\u041C\"}\n");
  const auto articles = articles_of(records);
  REQUIRE(articles.size() == 3);
  CHECK(articles[0].body == "caf\u00E9");
  CHECK(articles[1].body == "caf\u00E9");
  CHECK(articles[2].body == "\u041C");
}

TEST_CASE("lines of every length that have to be decoded are read") {
  for (std::size_t length = 0; length < 600; ++length) {
    const std::string body(length, '\xE9');
    const Article article = read_article(R"({"body":")" + body + R"(x"})");
    CHECK(article.body.size() == 2 * length + 1);
  }
}

TEST_CASE("byte order marks say what follows") {
  CHECK(read_article("\xEF\xBB\xBFOne two three.").body == "One two three.");
  const std::u16string_view text = u"Caf\u00E9 \U0001F600 opens.";
  CHECK(read_article(utf16(text, '\xFF', '\xFE')).body == "Caf\u00E9 \U0001F600 opens.");
  CHECK(read_article(utf16(text, '\xFE', '\xFF')).body == "Caf\u00E9 \U0001F600 opens.");
  CHECK(read_article(utf16(u"{\"id\":7,\"body\":\"x\"}\n", '\xFF', '\xFE')).id == "7");
}

TEST_CASE("UTF-16 longer than a buffer, surrogates on its borders, a half one at the end") {
  std::u16string text = u"a";
  for (int i = 0; i < 30000; ++i) text += u"\U0001F600";
  std::string expected = "a";
  for (int i = 0; i < 30000; ++i) expected += "\U0001F600";
  CHECK(read_article(utf16(text, '\xFF', '\xFE')).body == expected);
  const std::u16string half{u'a', char16_t{0xD83D}};
  CHECK(read_article(utf16(half, '\xFE', '\xFF')).body == "a\uFFFD");
}

TEST_CASE("line ends become one kind and control characters go") {
  CHECK(cleaned("a\r\nb\rc\fd\u0085e\u2028f\u2029g") == "a\nb\nc\nd\ne\nf\n\ng");
  CHECK(cleaned(std::string("a\0b\x01\x7F\u0090\uFEFFz", 11)) == "abz");
  CHECK(cleaned("\u00A0\u2014\uFF01") == "\u00A0\u2014\uFF01");
  CHECK(single_line("  a \t\n b  ") == "a b");
}

TEST_CASE("random bytes always give valid UTF-8, cleaned or not") {
  constexpr unsigned seed = 1252;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  constexpr std::string_view pieces[] = {"a",        "\xC3\xA9", "\xE2\x80\xA8", "\xEF\xBB\xBF",
                                         "\xF0\x9F", "\x80",     "\xC2",         "\r",
                                         "\n",       "\xC2\x85", "\xE2",         "\xED\xA0\x80"};
  for (int round = 0; round < 5000; ++round) {
    std::string bytes;
    for (auto i = random() % 12; i > 0; --i) bytes += pieces[random() % std::size(pieces)];
    std::string text = utf8(bytes);
    CHECK(base::is_valid_utf8(text));
    clean_text(text);
    CHECK(base::is_valid_utf8(text));
    CHECK(cleaned(text) == text);
  }
}
