#include "store/article_terms.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "random_articles.h"
#include "store/schema.h"

using namespace dateline::store;
using dateline::Article;
namespace base = dateline::base;

namespace {

Document document_of(const Article& article) {
  ArticleTerms terms;
  return terms.document(article, analysis_language(article, "en"));
}

const Document::Term* find(const Document& document, std::string_view name) {
  const auto found = std::ranges::find(document.terms, name, &Document::Term::name);
  return found == document.terms.end() ? nullptr : &*found;
}

std::uint32_t wdf(const Document& document, std::string_view name) {
  const Document::Term* term = find(document, name);
  return term == nullptr ? 0 : term->wdf;
}

std::vector<std::uint32_t> positions(const Document& document, std::string_view name) {
  const Document::Term* term = find(document, name);
  if (term == nullptr) return {};
  return {term->positions.begin(), term->positions.end()};
}

std::string value(const Document& document, std::uint32_t slot) {
  const auto found = std::ranges::find(document.values, slot, &Document::Value::slot);
  return found == document.values.end() ? std::string{} : found->bytes;
}

using Positions = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("words of headline and first paragraph weigh as two") {
  const Document document = document_of(
      {.id = "1", .headline = "Harbour", .body = "Ferry sails.\n\nCrew waits. Ferry waits."});
  CHECK(wdf(document, schema::stem_term("harbour")) == 2);
  CHECK(wdf(document, schema::stem_term("sail")) == 2);
  CHECK(wdf(document, schema::stem_term("wait")) == 2);
  CHECK(wdf(document, schema::stem_term("crew")) == 1);
  CHECK(wdf(document, schema::stem_term("ferri")) == 3);
}

TEST_CASE("the lead of a body without paragraphs is its first hundred words") {
  std::string body;
  for (int i = 0; i < 100; ++i) body += "early ";
  const Document document = document_of({.id = "1", .body = body + "latecomer"});
  CHECK(wdf(document, schema::stem_term("earli")) == 200);
  CHECK(wdf(document, schema::stem_term("latecom")) == 1);
}

TEST_CASE("only stems have a frequency") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  for (int round = 0; round < 200; ++round) {
    const Document document = document_of(random.article("id"));
    for (const Document::Term& each : document.terms) {
      if (each.name.starts_with('Z') || each.name == document.id_term) continue;
      INFO(each.name);
      CHECK(each.wdf == 0);
    }
  }
}

TEST_CASE("body positions stand under the word, headline positions under its own prefix") {
  const Document document =
      document_of({.id = "1", .headline = "Ferry sails", .body = "Sails torn, ferry late"});
  CHECK(positions(document, "sails") == Positions{1});
  CHECK(positions(document, "ferry") == Positions{3});
  CHECK(positions(document, "Sferry") == Positions{1});
  CHECK(positions(document, "Ssails") == Positions{2});
  CHECK(find(document, "ZSferri") != nullptr);
}

TEST_CASE("what only the headline says is marked, so that the body can be told") {
  const Document document =
      document_of({.id = "1", .headline = "Ferries collide", .body = "The ferry sank"});
  CHECK(find(document, schema::headline_only_term("collide")) != nullptr);
  CHECK(find(document, schema::headline_only_term(schema::stem_term("collid"))) != nullptr);
  // The stem of "ferries" is that of "ferry", which the body has; the word itself is not.
  CHECK(find(document, schema::headline_only_term("ferries")) != nullptr);
  CHECK(find(document, schema::headline_only_term(schema::stem_term("ferri"))) == nullptr);
  CHECK(find(document, schema::headline_only_term("ferry")) == nullptr);
  CHECK(find(document, "collide") != nullptr);
  CHECK(positions(document, "collide").empty());
}

TEST_CASE("accented words are found with and without accents, at one position") {
  const Document document = document_of({.id = "1", .body = "Old Čapek plays", .language = "en"});
  CHECK(positions(document, "capek") == Positions{2});
  CHECK(positions(document, "čapek") == Positions{2});
}

TEST_CASE("a compound is found by its parts and written together") {
  const Document document = document_of({.id = "1", .body = "a non-proliferation pact"});
  CHECK(positions(document, "non") == Positions{2});
  CHECK(positions(document, "proliferation") == Positions{3});
  CHECK(positions(document, "nonproliferation") == Positions{2});
  CHECK(wdf(document, schema::stem_term("pact")) == 2);
}

TEST_CASE("byline, source, section and dateline have terms of their own") {
  const Document document = document_of({.id = "1",
                                         .body = "text",
                                         .dateline = "OSLO",
                                         .byline = "Mira Lund",
                                         .source = "Nordic Wire",
                                         .section = "World News"});
  CHECK(positions(document, "Alund") == Positions{2});
  CHECK(positions(document, "XDATELINEoslo") == Positions{1});
  CHECK(find(document, "ZXSOURCEwire") != nullptr);
  CHECK(find(document, "XSECTIONworld") != nullptr);
  CHECK(find(document, "lund") == nullptr);
  CHECK(find(document, "XSOURCE:Nordic Wire") != nullptr);
  CHECK(find(document, "XBYLINE:Mira Lund") != nullptr);
}

TEST_CASE("an article counts for its topics and what stands above them, each once") {
  Article article{.id = "1"};
  article.topics = {{"politics/diplomacy/talks"}, {"politics"}, {"sport"}};
  const Document document = document_of(article);
  const std::vector<std::string> expected{"politics", "politics/diplomacy",
                                          "politics/diplomacy/talks", "sport"};
  CHECK(schema::unpack_keys(value(document, base::find_facet_field("topic")->slot)) == expected);
  for (const std::string& each : expected) CHECK(find(document, "XTOPIC:" + each) != nullptr);
}

TEST_CASE("a date gives terms of day, month and year, and an order") {
  Article article{.id = "1"};
  article.date = dateline::Date{std::chrono::year{2007} / 2 / 22};
  const Document day = document_of(article);
  for (const char* each : {"D20070222", "M200702", "Y2007", "XYEAR:2007"}) {
    CHECK(find(day, each) != nullptr);
  }
  CHECK(schema::decode_day(value(day, schema::date_slot)) == article.date);
  CHECK(value(day, schema::instant_slot) == schema::encode_instant(1172102400));
  article.instant = 1172138400;
  CHECK(value(document_of(article), schema::instant_slot) == schema::encode_instant(1172138400));
}

TEST_CASE("the same words have the same content, whatever their layout") {
  const auto content = [](const std::string& headline, const std::string& body) {
    return value(document_of({.id = "1", .headline = headline, .body = body}),
                 schema::content_slot);
  };
  CHECK(content("Ferry sails", "All  aboard!") == content("FERRY SAILS", "\n\nAll aboard."));
  CHECK(content("Ferry sails", "All aboard") != content("Ferry", "sails All aboard"));
  CHECK(content("Ferry sails", "All aboard") != content("Ferry sails", "All abroad"));
  CHECK(content("", "").empty());
}

TEST_CASE("an article of no words but with others beside has a length") {
  const Document wordless = document_of({.id = "1", .byline = "Mira Lund"});
  CHECK(wdf(wordless, "Q1") == 1);
  CHECK(wdf(document_of({.id = "1", .body = "word", .byline = "Mira Lund"}), "Q1") == 0);
  CHECK(wdf(document_of({.id = "1"}), "Q1") == 0);
}

TEST_CASE("documents are sorted, without duplicates, and always the same") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  ArticleTerms used;
  for (int round = 0; round < 200; ++round) {
    const Article article = random.article(random.bytes(300) + "x");
    const Document document = used.document(article, "en");
    CHECK(std::ranges::adjacent_find(document.terms, std::ranges::greater_equal{},
                                     &Document::Term::name) == document.terms.end());
    CHECK(std::ranges::adjacent_find(document.values, std::ranges::greater_equal{},
                                     &Document::Value::slot) == document.values.end());
    for (const Document::Term& each : document.terms) {
      CHECK(std::ranges::adjacent_find(each.positions, std::ranges::greater_equal{}) ==
            each.positions.end());
    }
    ArticleTerms fresh;
    CHECK(fresh.document(article, "en") == document);
  }
}

TEST_CASE("setting a facet anew gives what the article gives at once") {
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  ArticleTerms terms;
  for (int round = 0; round < 200; ++round) {
    const Article article = random.article("id");
    Article before = article;
    before.people = random.article("id").people;
    Document document = terms.document(before, "en");
    set_facet(document, *base::find_facet_field("person"), article);
    document.record = terms.record(article, "en");
    CHECK(document == terms.document(article, "en"));
  }
}

TEST_CASE("the language of analysis is the article's own, else the writer's") {
  CHECK(analysis_language({.id = "1", .language = "pt-BR"}, "en") == "pt");
  CHECK(analysis_language({.id = "1", .language = "ger"}, "en") == "de");
  CHECK(analysis_language({.id = "1"}, "fr") == "fr");
  CHECK(analysis_language({.id = "1", .language = "ZH_tw"}, "en") == "zh");
  CHECK(analysis_language({.id = "1", .language = "Klingon"}, "en") == "und");
}
