#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/search/random_query.h"
#include "unit/search/temporary_index.h"

namespace dateline {
namespace {

std::string snippet_of(const Index& index, const std::string& query, std::size_t bytes = 240) {
  const Results results = index.search({.query = Query::parse(query), .snippet_bytes = bytes});
  if (results.hits.empty()) return "no hits";
  return to_text(results.hits.front().snippet, "[", "]");
}

TEST_CASE("a snippet is a piece of its article, and its marks are words of it") {
  const auto seed = test::seed();
  INFO("seed " << seed);
  test::Random random(seed);
  const test::TemporaryIndex index(test::random_archive(random, 60));
  std::size_t marks = 0;
  for (int i = 0; i < 150; ++i) {
    const std::size_t bytes = 1 + random.below(120);
    const Results results = index.index().search(
        {.query = Query::parse(test::random_query(random)), .limit = 20, .snippet_bytes = bytes});
    for (const Hit& hit : results.hits) {
      const Article article = index.index().get(hit.id).value();
      const std::string& text = hit.snippet.text;
      CHECK(text.size() <= bytes);
      const bool inside = article.body.find(text) != std::string::npos ||
                          article.headline.find(text) != std::string::npos;
      CHECK(inside);
      CHECK(to_text(hit.snippet, "", "") == text);
      std::uint32_t last = 0;
      for (const ByteRange& mark : hit.snippet.marks) {
        CHECK(mark.from >= last);
        CHECK(mark.from < mark.to);
        CHECK(mark.to <= text.size());
        last = mark.to;
        ++marks;
      }
    }
  }
  CHECK(marks > 100);
}

const char* const story =
    "The ministers met in the old town hall. They spoke for hours about grain.\n\n"
    "Late at night the delegates turned to missile defense, and the Polish minister left. "
    "Nobody expected the talks to go on. A second round of missiles talks is planned.\n\n"
    "Rain fell on the square until morning, and the café was closed.";

TEST_CASE("words are marked in the language that an article was indexed in") {
  std::vector<Article> articles;
  for (int i = 0; i < 3; ++i) {
    articles.push_back(test::make_article(std::to_string(i), "Regen", "Es regnet seit gestern."));
    articles.back().language = "de";
  }
  articles.push_back(test::make_article("en", "Talks", "They were negotiating all night."));
  const test::TemporaryIndex index(articles);
  CHECK(snippet_of(index.index(), "negotiate") == "They were [negotiating] all night.");
}

TEST_CASE("the passage with the most different words is shown from its sentence on") {
  const test::TemporaryIndex index({test::make_article("1", "Night session", story)});
  CHECK(snippet_of(index.index(), "missile minister", 100) ==
        "Late at night the delegates turned to [missile] defense, and the Polish [minister] left.");
  CHECK(snippet_of(index.index(), "missiles planned", 80) ==
        "A second round of [missiles] talks is [planned].");
}

TEST_CASE("words are marked as they stand in the text, whatever form was typed") {
  const test::TemporaryIndex index({test::make_article("1", "Night session", story)});
  CHECK(snippet_of(index.index(), "cafe", 60).find("[café]") != std::string::npos);
  CHECK(snippet_of(index.index(), "deleg*", 60).find("[delegates]") != std::string::npos);
  CHECK(snippet_of(index.index(), "minster~1", 60).find("[minister]") != std::string::npos);
  CHECK(snippet_of(index.index(), "\"missile defense\"", 90).find("[missile] [defense]") !=
        std::string::npos);
}

TEST_CASE("a phrase is marked as a whole only, an excluded word never") {
  const test::TemporaryIndex index({test::make_article("1", "Night session", story)});
  const std::string text = snippet_of(index.index(), "\"missile defense\" -zeppelin", 300);
  CHECK(text.find("[missiles]") == std::string::npos);
}

TEST_CASE("without words to show the snippet is the beginning of the body") {
  const test::TemporaryIndex index({test::make_article("1", "Night session", story)});
  CHECK(snippet_of(index.index(), "*", 40) == "The ministers met in the old town hall.");
  CHECK(snippet_of(index.index(), "session", 40) == "Night [session]");
}

TEST_CASE("an article without a body shows its headline") {
  const test::TemporaryIndex index({test::make_article("1", "Night session", "")});
  CHECK(snippet_of(index.index(), "*") == "Night session");
}

TEST_CASE("HTML is escaped and cuts are shown") {
  Snippet snippet{"a <b> & \"c\"", {{2, 5}}, true, true};
  CHECK(to_html(snippet) == "...a <em>&lt;b&gt;</em> &amp; &quot;c&quot;...");
  CHECK(to_text(snippet, "*", "*") == "a *<b>* & \"c\"");
}

TEST_CASE("a passage does not end at an abbreviation") {
  const test::TemporaryIndex index({test::make_article(
      "1", "",
      "The pipeline was shut. Talks were led by Gov. Anna B. Marsh and by Mr. Oder until "
      "the evening, when they were broken off without any result or date.")});
  const std::string text = snippet_of(index.index(), "pipeline", 45);
  CHECK(text.find("Gov") == std::string::npos);
  CHECK(snippet_of(index.index(), "oder", 70).find("[Oder]") != std::string::npos);
  CHECK_FALSE(snippet_of(index.index(), "oder", 70).ends_with("Mr."));
}

}  // namespace
}  // namespace dateline
