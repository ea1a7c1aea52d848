#include <string>

#include <doctest/doctest.h>

#include "base/utf8.h"

using namespace dateline::base;

TEST_CASE("folding takes case and accents off Latin and Greek letters") {
  CHECK(fold("César CHÁVEZ") == "cesar chavez");
  CHECK(fold("ΑΘΉΝΑ") == "αθηνα");
  CHECK(fold("Straße") == "strasse");
}

TEST_CASE("folding keeps the marks that make another letter") {
  CHECK(fold("Йошкар") == "йошкар");
  CHECK(fold("Горбачёв") == "горбачев");
}

TEST_CASE("folding makes plain letters of those with strokes and of ligatures") {
  CHECK(fold("Wałęsa") == "walesa");
  CHECK(fold("Søren ÆRØ Đoković Þór") == "soren aero dokovic thor");
  CHECK(fold("İstanbul DIŞİŞLERİ Iğdır") == "istanbul disisleri igdir");
  CHECK(fold("ﬁne ＦＵＬＬ") == "fine full");
}

TEST_CASE("folding what is folded changes nothing") {
  for (char32_t each = 0x80; each < 0x2000; ++each) {
    std::string letter;
    if (each >= 0x800) {
      letter += static_cast<char>(0xE0 | (each >> 12));
      letter += static_cast<char>(0x80 | ((each >> 6) & 0x3F));
    } else {
      letter += static_cast<char>(0xC0 | (each >> 6));
    }
    letter += static_cast<char>(0x80 | (each & 0x3F));
    CAPTURE(letter);
    const std::string folded = fold("a" + letter + "b");
    CHECK(fold(folded) == folded);
  }
}

TEST_CASE("characters are decoded one by one, malformed sequences as Unicode replaces them") {
  CHECK(decode_utf8("a", 0).character == 'a');
  CHECK(decode_utf8("é", 0).length == 2);
  CHECK(decode_utf8("€", 0).character == 0x20AC);
  CHECK(decode_utf8("😀", 0).character == 0x1F600);
  CHECK(decode_utf8("\xF0\x9F\x98", 0).length == 3);
  CHECK(decode_utf8("\xF0\x9F\x98", 0).malformed);
  CHECK(decode_utf8("\xED\xA0\x80", 0).length == 1);  // a surrogate
  CHECK(decode_utf8("\xF4\x90\x80\x80", 0).malformed);
  CHECK(decode_utf8("\xE0\x80\x80", 0).malformed);
  CHECK(decode_utf8("\x80", 0).malformed);
  CHECK_FALSE(decode_utf8("\xEF\xBF\xBD", 0).malformed);
}

TEST_CASE("a slug joins the letters of a name with hyphens") {
  CHECK(slug("Vladimir V. Putin") == "vladimir-v-putin");
  CHECK(slug("Sean O’Neill ") == "sean-oneill");
  CHECK(slug("  -- ").empty());
}

TEST_CASE("malformed bytes become replacement characters and nothing else changes") {
  CHECK(repair_utf8("caf\xE9 noir") == "caf\xEF\xBF\xBD noir");
  CHECK(repair_utf8("plain") == "plain");
  CHECK_FALSE(is_valid_utf8("\xC0\xAF"));
}

TEST_CASE("text is cut at a character") {
  CHECK(cut_at_character("añb", 2) == "a");
  CHECK(cut_at_character("añb", 3) == "añ");
  CHECK(cut_at_character("añb", 9) == "añb");
}
