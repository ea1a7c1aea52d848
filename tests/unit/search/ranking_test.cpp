#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/snapshot.h"
#include "text/analyzer.h"
#include "unit/search/random_archive.h"
#include "unit/search/temporary_index.h"

namespace dateline {
namespace {

// What the index says of frequencies and lengths, and no more.
struct Statistics {
  std::map<std::string, std::map<std::string, double>> wdf;  // by article, by stem's term
  std::map<std::string, double> length;
  std::map<std::string, double> articles_with;
  double average_length = 0;
};

Statistics read_statistics(const test::TemporaryIndex& index,
                           const std::vector<Article>& articles) {
  Statistics out;
  store::SnapshotPool::open(index.path())->read([&](store::Snapshot& snapshot) {
    out = {};
    const Xapian::Database& database = snapshot.database();
    for (const Article& article : articles) {
      const auto docid = *snapshot.find(article.id);
      for (auto at = database.termlist_begin(docid); at != database.termlist_end(docid); ++at) {
        out.length[article.id] += at.get_wdf();
        if (at.get_wdf() == 0) continue;
        out.wdf[article.id][*at] = at.get_wdf();
        ++out.articles_with[*at];
      }
      out.average_length += out.length[article.id] / static_cast<double>(articles.size());
    }
  });
  return out;
}

double bm25(const Statistics& statistics, const std::string& id, const std::string& term) {
  const auto& words = statistics.wdf.at(id);
  const auto found = words.find(term);
  if (found == words.end()) return 0;
  const auto count = static_cast<double>(statistics.length.size());
  const double with = statistics.articles_with.at(term);
  double odds = (count - with + 0.5) / (with + 0.5);
  if (odds < 2) odds = odds * 0.5 + 1;
  const double relative = std::max(statistics.length.at(id) / statistics.average_length, 0.5);
  const double wdf = found->second;
  return std::log(odds) * 2.2 * wdf / (wdf + 1.2 * (0.4 + 0.6 * relative));
}

TEST_CASE("a bag of words scores by BM25 with k1 1.2 and b 0.6") {
  const auto seed = test::seed();
  INFO("seed " << seed);
  test::Random random(seed);
  auto articles = test::random_archive(random, 80);
  for (Article& each : articles) {
    if (each.headline.empty() && each.body.empty()) each.headline = "harbour";
  }
  const test::TemporaryIndex index(articles);
  const Statistics statistics = read_statistics(index, articles);
  text::Analyzer analyzer;
  text::TokenList tokens;
  const std::vector<std::string> vocabulary{"missile", "treaties", "gates", "oil",
                                            "price",   "summit",   "war",   "talks"};
  for (int i = 0; i < 40; ++i) {
    std::set<std::string> words;
    const std::size_t size = 1 + random.below(4);
    while (words.size() < size) words.insert(random.pick(vocabulary));
    std::string text;
    std::vector<std::string> terms;
    for (const std::string& word : words) {
      text += word + ' ';
      analyzer.analyze(word, "en", tokens);
      terms.push_back("Z" + std::string(tokens.begin()->stem));
    }
    const Results results =
        index.index().search({.query = Query::words(text), .match = Match::any, .limit = 100});
    REQUIRE(results.total > 0);
    for (const Hit& hit : results.hits) {
      double expected = 0;
      for (const std::string& term : terms) expected += bm25(statistics, hit.id, term);
      INFO("query " << text << ", article " << hit.id);
      CHECK(hit.score == doctest::Approx(expected).epsilon(1e-9));
    }
    CHECK(std::is_sorted(results.hits.begin(), results.hits.end(),
                         [](const Hit& a, const Hit& b) { return a.score > b.score; }));
  }
}

std::vector<Article> gates() {
  std::vector<Article> out{
      test::make_article("gate", "At the gate",
                         "A gate is a gate. The gate was shut, the gate rusts."),
      test::make_article("Gates", "Budget",
                         "The secretary, Mr. Gates, spoke of the budget for a while.")};
  for (int i = 0; i < 20; ++i) {
    out.push_back(
        test::make_article("other" + std::to_string(i), "Rain", "It rained all day long."));
  }
  return out;
}

TEST_CASE("a capital ranks the exact form above other inflections and matches the same articles") {
  const test::TemporaryIndex index(gates());
  const Results plain = index.index().search({.query = Query::parse("gates")});
  const Results capital = index.index().search({.query = Query::parse("Gates")});
  REQUIRE(plain.total == 2);
  REQUIRE(capital.total == 2);
  CHECK(plain.hits[0].id == "gate");
  CHECK(capital.hits[0].id == "Gates");
  CHECK(capital.hits[0].score == doctest::Approx(plain.hits[1].score + 3.0));
  CHECK(capital.hits[1].score == doctest::Approx(plain.hits[0].score));
}

TEST_CASE("quotes make a single word exact") {
  const test::TemporaryIndex index(gates());
  const Results quoted = index.index().search({.query = Query::parse("\"Gates\"")});
  REQUIRE(quoted.total == 1);
  CHECK(quoted.hits[0].id == "Gates");
  CHECK(quoted.hits[0].score > 0);
}

TEST_CASE("typed accents rank the accented form first and find the other too") {
  const test::TemporaryIndex index({test::make_article("plain", "Cafe", "A cafe, a cafe, a cafe."),
                                    test::make_article("accented", "Rain", "One café, far away.")});
  const Results results = index.index().search({.query = Query::parse("café")});
  REQUIRE(results.total == 2);
  CHECK(results.hits[0].id == "accented");
  CHECK(index.index().search({.query = Query::parse("cafe")}).hits[0].id == "plain");
}

TEST_CASE("a boost multiplies the weight") {
  const test::TemporaryIndex index(gates());
  const double once = index.index().search({.query = Query::parse("budget")}).hits[0].score;
  const double twice = index.index().search({.query = Query::parse("budget^2")}).hits[0].score;
  CHECK(twice == doctest::Approx(2 * once));
}

TEST_CASE("a wildcard weighs as its best member") {
  const test::TemporaryIndex index({test::make_article("1", "", "negotiator"),
                                    test::make_article("2", "", "negotiator negotiable"),
                                    test::make_article("3", "", "rain"),
                                    test::make_article("4", "", "sun")});
  const Results wild = index.index().search({.query = Query::parse("negot*")});
  REQUIRE(wild.total == 2);
  double best = 0;
  for (const char* word : {"negotiator", "negotiable"}) {
    for (const Hit& hit : index.index().search({.query = Query::parse(word)}).hits) {
      if (hit.id == "2") best = std::max(best, hit.score);
    }
  }
  for (const Hit& hit : wild.hits) {
    if (hit.id == "2") CHECK(hit.score == doctest::Approx(best));
  }
}

TEST_CASE("a total under a cut expansion is not called exact") {
  std::vector<Article> articles;
  for (int i = 0; i < 130; ++i) {
    articles.push_back(
        test::make_article(std::to_string(i), "", "word" + std::to_string(1000 + i)));
  }
  const test::TemporaryIndex index(articles);
  const Results cut = index.index().search({.query = Query::parse("word*")});
  CHECK(cut.total < articles.size());
  CHECK_FALSE(cut.total_is_exact);
  CHECK_FALSE(cut.warnings.empty());
  CHECK(index.index().search({.query = Query::parse("word101*")}).total_is_exact);
}

TEST_CASE("an explanation names the parts, and its weights add up to the score") {
  const test::TemporaryIndex index(gates());
  const Results results =
      index.index().search({.query = Query::parse("Gates budget \"spoke of\""), .explain = true});
  REQUIRE(results.total == 1);
  const std::string& text = results.hits[0].explanation;
  CHECK(text.find("Zgate") != std::string::npos);
  CHECK(text.find("bonus of 3") != std::string::npos);
  double sum = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::string line = text.substr(at, text.find('\n', at) - at);
    if (line.substr(0, 9) != std::string(9, ' ')) sum += std::stod(line);
    at += line.size() + 1;
  }
  CHECK(sum == doctest::Approx(results.hits[0].score).epsilon(1e-3));
}

TEST_CASE("a relaxed search says so and keeps its filters") {
  auto articles = gates();
  articles[0].countries = {{{.value = "RU", .label = {}, .spans = {}}}};
  const test::TemporaryIndex index(articles);
  const SearchRequest request{.query = Query::parse("gates rained country:RU")};
  const Results relaxed = index.index().search(request);
  CHECK(relaxed.total == 1);
  REQUIRE(relaxed.warnings.size() == 1);
  SearchRequest strict = request;
  strict.match = Match::all;
  const Results none = index.index().search(strict);
  CHECK(none.total == 0);
  CHECK(none.warnings.empty());
}

TEST_CASE("stop words leave the search only if another word remains") {
  const test::TemporaryIndex index({test::make_article("1", "", "To be or not to be"),
                                    test::make_article("2", "", "A missile flew")});
  CHECK(index.index().search({.query = Query::parse("to be"), .match = Match::all}).total == 1);
  CHECK(index.index().search({.query = Query::parse("the missile"), .match = Match::all}).total ==
        1);
}

}  // namespace
}  // namespace dateline
