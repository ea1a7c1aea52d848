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
