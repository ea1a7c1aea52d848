#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "train/labelled_article.h"

using namespace dateline::train;
using dateline::annotate::NameTag;

namespace {

LabelledSentence sentence(const std::vector<std::string>& words) {
  LabelledSentence out;
  for (const std::string& each : words) out.push_back({each, NameTag::outside, false});
  return out;
}

// "Anna Lindh 's" and so on: the first two tokens are a person.
LabelledDocument sample() {
  LabelledDocument document{
      sentence({"Anna", "Lindh", "in", "Oslo"}),
      sentence({"Anna", "Lindh", "'s", "aide", "(", "25", ")", "said", ":", "\"", "No", ".", "\""}),
      sentence({"It", "cost", "$", "5", "/", "day", "."})};
  for (LabelledSentence* each : {&document[0], &document[1]}) {
    (*each)[0].kind = (*each)[1].kind = NameTag::person_only;
    (*each)[0].begins = true;
  }
  return document;
}

std::vector<std::string> names(const LabelledText& text) {
  std::vector<std::string> out;
  for (const LabelledName& each : text.names) {
    out.push_back(text.text.substr(each.from, each.to - each.from));
  }
  return out;
}

}  // namespace

TEST_CASE("prose has its signs where a writer puts them") {
  const LabelledArticle article = set_article(sample(), {.breaks = Setting::Breaks::space});
  CHECK(article.headline.text == "Anna Lindh in Oslo");
  CHECK(article.body.text == "Anna Lindh's aide (25) said: \"No.\" It cost $5/day.");
  CHECK(names(article.headline) == std::vector<std::string>{"Anna Lindh"});
  CHECK(names(article.body) == std::vector<std::string>{"Anna Lindh"});
}

TEST_CASE("tokens have a space behind each") {
  const LabelledArticle article =
      set_article(sample(), {.signs = Setting::Signs::tokens, .headline = Setting::Headline::none});
  CHECK(article.headline.text.empty());
  CHECK(article.body.text ==
        "Anna Lindh in Oslo\n\nAnna Lindh 's aide ( 25 ) said : \" No . \"\n\nIt cost $ 5 / day .");
  CHECK(names(article.body) == std::vector<std::string>{"Anna Lindh", "Anna Lindh"});
}

TEST_CASE("capitals keep the names where they are") {
  const LabelledArticle article = set_article(
      sample(),
      {.headline_capitals = Setting::Capitals::all, .body_capitals = Setting::Capitals::titled});
  CHECK(names(article.headline) == std::vector<std::string>{"ANNA LINDH"});
  CHECK(article.body.text.starts_with("Anna Lindh's Aide (25) Said"));
  CHECK(article.headline.text == "ANNA LINDH IN OSLO");
}
