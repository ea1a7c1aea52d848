#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/facet_fields.h"
#include "dateline/article.h"

using dateline::is_language;
using dateline::parse_language;

TEST_CASE("codes of languages get their usual form") {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> forms{
      {{"en", "en"},
       {"DE", "de"},
       {"deu", "deu"},
       {"pt_br", "pt-BR"},
       {"PT-BR", "pt-BR"},
       {"zh-hant-tw", "zh-Hant-TW"},
       {"es-419", "es-419"},
       {"sl-rozaj", "sl-rozaj"},
       {"de_CH-1996", "de-CH-1996"}}};
  for (const auto& [given, usual] : forms) {
    CAPTURE(given);
    CHECK(parse_language(given) == usual);
    CHECK(parse_language(usual) == usual);
  }
}

TEST_CASE("what is no code of a language is none") {
  for (const std::string_view text : {"", "e", "english", "en-", "-en", "en--US", "e1", "d\xC3\xA9",
                                      "en us", "en-verylongsubtag", "12", "en-\xC3\xA9"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_language(text).has_value());
  }
}

TEST_CASE("codes of ISO 639 are languages, in each of their forms") {
  for (const std::string_view code :
       {"en", "EN", "eng", "pt_BR", "de", "deu", "ger", "eus", "baq", "cs", "cze", "yue", "tlh",
        "zh-Hant-TW", "no", "nb", "sh", "mo", "iw"}) {
    CAPTURE(code);
    CHECK(is_language(code));
  }
}

TEST_CASE("codes that ISO 639 does not have are no languages, whatever their form") {
  for (const std::string_view code :
       {"xx", "zz", "qq", "xxx", "xx-US", "", "e", "english", "en-", "12"}) {
    CAPTURE(code);
    CHECK_FALSE(is_language(code));
  }
}

TEST_CASE("the language facet has the usual form of a code, and anything else as it is") {
  const auto& field = *dateline::base::find_facet_field("language");
  dateline::Article article;
  CHECK(field.values(article).empty());
  article.language = "pt_br";
  CHECK(field.values(article) == std::vector<std::string>{"pt-BR"});
  article.language = "Plattdeutsch";
  CHECK(field.values(article) == std::vector<std::string>{"Plattdeutsch"});
}
