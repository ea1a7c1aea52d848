#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "dateline/error.h"
#include "unit/search/oracle.h"
#include "unit/search/random_query.h"
#include "unit/search/temporary_index.h"

namespace dateline {
namespace {

const std::vector<std::string> fields{"person", "country", "topic", "source", "year"};

std::string random_value(test::Random& random, const std::string& field) {
  if (field == "person") return test::random_person(random);
  if (field == "country") return test::random_country(random);
  return test::random_topic(random);
}

SearchRequest random_request(test::Random& random) {
  std::string text = random.one_in(4) ? "*" : test::random_query(random, 1);
  if (text.find(" AND ") == std::string::npos && text.find(" OR ") == std::string::npos) {
    text += test::random_facet_clauses(random);
    if (random.one_in(4)) text += " -country:US";
  }
  SearchRequest out{.query = Query::parse(text), .limit = 3, .snippet_bytes = 0};
  while (random.one_in(2)) {
    const std::string& field = fields[random.below(3)];
    out.filters.push_back({field, random_value(random, field)});
  }
  if (random.one_in(5)) out.from = test::random_day(random);
  if (random.one_in(5)) out.to = test::random_day(random);
  for (const std::string& field : fields) {
    if (!random.one_in(4)) out.facets.push_back({field, 100});
  }
  return out;
}

TEST_CASE("facet counts are those of reading all the articles, drill-sideways included") {
  const auto seed = test::seed();
  INFO("seed " << seed);
  test::Random random(seed);
  std::size_t values = 0;
  for (int round = 0; round < 3; ++round) {
    const auto articles = test::random_archive(random, 80);
    const test::TemporaryIndex index(articles);
    test::Oracle oracle(articles);
    for (int i = 0; i < 80; ++i) {
      SearchRequest request = random_request(random);
      request.limit = random.below(4);
      request.offset = random.below(50);
      const Results results = index.index().search(request);
      const SearchRequest expected = oracle.resolved_mode(request);
      INFO("query " << request.query.to_string());
      CHECK(results.total == oracle.matches(expected).size());
      REQUIRE(results.facets.size() == request.facets.size());
      for (const FacetResult& facet : results.facets) {
        std::map<std::string, std::uint64_t> counts;
        for (const FacetCount& each : facet.counts) counts[each.value] = each.count;
        INFO("facet " << facet.field);
        CHECK(counts == oracle.counts(expected, facet.field));
        values += counts.size();
      }
    }
  }
  CHECK(values > 1000);
}

TEST_CASE("values of one facet in parentheses are selected as if written side by side") {
  test::Random random(test::seed());
  const test::TemporaryIndex index(test::random_archive(random, 60));
  const auto counts = [&](const std::string& text) {
    return index.index()
        .search({.query = Query::parse(text), .facets = {{"country", 100}}})
        .facets.front()
        .counts;
  };
  CHECK(counts("* country:(US OR RU)") == counts("* country:US country:RU"));
  CHECK(counts("* country:US^2") == counts("*"));
  CHECK(counts("* AND country:(US OR RU)") == counts("*"));
  CHECK(counts("* (country:US OR topic:politics)") != counts("*"));
}

TEST_CASE("a value that must be is not widened by one of its field that may be") {
  Article first = test::make_article("1", "Rain", "It rains.");
  first.countries = {{{.value = "US", .label = {}, .spans = {}}}};
  Article second = test::make_article("2", "Snow", "It snows.");
  second.countries = {{{.value = "JP", .label = {}, .spans = {}}}};
  const test::TemporaryIndex index({first, second});
  const auto total = [&](const std::string& query) {
    return index.index().search({.query = Query::parse(query)}).total;
  };
  CHECK(total("country:US country:JP") == 2);
  CHECK(total("+country:US country:JP") == 1);
  CHECK(total("country:JP +country:US") == 1);
  CHECK(total("+country:US +country:JP") == 0);
}

TEST_CASE("selecting one value alone in its facet finds as many articles as stood beside it") {
  const auto seed = test::seed();
  INFO("seed " << seed);
  test::Random random(seed);
  const auto articles = test::random_archive(random, 80);
  const test::TemporaryIndex index(articles);
  for (int i = 0; i < 60; ++i) {
    SearchRequest request = random_request(random);
    if (request.query.to_string().find(':') != std::string::npos) continue;
    const Results results = index.index().search(request);
    for (const FacetResult& facet : results.facets) {
      for (const FacetCount& each : facet.counts) {
        SearchRequest narrowed = request;
        std::erase_if(narrowed.filters,
                      [&](const FacetFilter& filter) { return filter.field == facet.field; });
        narrowed.filters.push_back({facet.field, each.value});
        narrowed.facets.clear();
        INFO("query " << request.query.to_string() << ", " << facet.field << ' ' << each.value);
        CHECK(index.index().search(narrowed).total == each.count);
      }
    }
  }
}

TEST_CASE("counts are ordered by count, then value, and cut at the limit") {
  test::Random random(test::seed());
  const test::TemporaryIndex index(test::random_archive(random, 50));
  SearchRequest request{.query = Query::everything(), .facets = {{"topic", 100}}};
  const auto all = index.index().search(request).facets.front().counts;
  CHECK(std::is_sorted(all.begin(), all.end(), [](const FacetCount& a, const FacetCount& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  }));
  request.facets.front().limit = 2;
  const auto few = index.index().search(request).facets.front().counts;
  CHECK(few == std::vector(all.begin(), all.begin() + 2));
  request.facets.front().limit = std::numeric_limits<std::size_t>::max();
  CHECK(index.index().search(request).facets.front().counts == all);
}

TEST_CASE("every facet asked for is there, empty if no match has a value") {
  Article article = test::make_article("1", "Harbour opens", "The harbour opens today.");
  const test::TemporaryIndex index({article});
  const Results results = index.index().search(
      {.query = Query::parse("harbour"), .facets = {{"person"}, {"country"}, {"person"}}});
  REQUIRE(results.facets.size() == 3);
  CHECK(results.facets[0].field == "person");
  CHECK(results.facets[1].counts.empty());
}

TEST_CASE("an unknown facet is refused with the names of the known ones") {
  const test::TemporaryIndex index({});
  CHECK_THROWS_WITH_AS(index.index().search({.facets = {{"colour"}}}),
                       doctest::Contains("person, country, topic"), InvalidArgumentError);
  CHECK_THROWS_AS(index.index().search({.filters = {{"colour", "red"}}}), InvalidArgumentError);
  CHECK_THROWS_AS(index.index().facet_values("colour"), InvalidArgumentError);
}

TEST_CASE("values are found by key, label and alias, and carry labels") {
  Article article = test::make_article("1", "Talks in the north", "They talked.");
  article.countries = {{{.value = "RU", .label = {}, .spans = {}}}};
  article.topics = {{{.value = "politics/human-rights", .label = {}, .spans = {}}}};
  article.people = {{{.value = "anna-berg", .label = "Anna Berg", .spans = {}}}};
  const test::TemporaryIndex index({article, test::make_article("2", "Rain", "It rains.")});
  for (const FacetFilter& filter : std::vector<FacetFilter>{{"country", "RU"},
                                                            {"country", "russia"},
                                                            {"person", "Anna Berg"},
                                                            {"topic", "politics"},
                                                            {"topic", "Human rights"}}) {
    INFO(filter.field << ' ' << filter.value);
    const Results results =
        index.index().search({.query = Query::everything(), .filters = {filter}});
    CHECK(results.total == 1);
    CHECK(results.warnings.empty());
  }
  const Results results = index.index().search(
      {.query = Query::everything(), .facets = {{"country"}, {"person"}, {"topic"}}});
  CHECK(results.facets[0].counts == std::vector<FacetCount>{{"RU", "Russia", 1}});
  CHECK(results.facets[1].counts == std::vector<FacetCount>{{"anna-berg", "Anna Berg", 1}});
  CHECK(results.facets[2].counts ==
        std::vector<FacetCount>{{"politics", "Politics", 1},
                                {"politics/human-rights", "Human rights", 1}});
  CHECK(results.hits.front().countries.front().label == "Russia");
}

TEST_CASE("a value that the index does not have finds nothing and says so") {
  Article article = test::make_article("1", "Harbour opens", "The harbour opens today.");
  article.countries = {{{.value = "RU", .label = {}, .spans = {}}}};
  const test::TemporaryIndex index({article});
  const Results results = index.index().search(
      {.query = Query::parse("harbour"), .filters = {{"country", "Freedonia"}}});
  CHECK(results.total == 0);
  REQUIRE(results.warnings.size() == 1);
  CHECK(results.warnings.front().find("Freedonia") != std::string::npos);
}

TEST_CASE("facet_values lists every value with its count, by prefix of key or label") {
  test::Random random(test::seed());
  const auto articles = test::random_archive(random, 60);
  const test::TemporaryIndex index(articles);
  test::Oracle oracle(articles);
  const SearchRequest everything{.query = Query::everything(), .match = Match::all};
  for (const std::string& field : fields) {
    std::map<std::string, std::uint64_t> counts;
    for (const FacetCount& each : index.index().facet_values(field)) {
      counts[each.value] = each.count;
    }
    CHECK(counts == oracle.counts(everything, field));
  }
  CHECK(index.index().facet_values("country", "russ").front().value == "RU");
  CHECK(index.index().facet_values("person", "ANNA").size() == 1);
  CHECK(index.index().facet_values("topic", {}, 2).size() == 2);
}

TEST_CASE("countries are named in the language of the index's options, all else as ever") {
  Article article = test::make_article("1", "Ferry", "The ferry sailed.");
  article.countries = {
      {{.value = "DE", .label = {}, .spans = {}}, {.value = "SUHH", .label = {}, .spans = {}}}};
  article.people = {{{.value = "mira-lund", .label = "Mira Lund", .spans = {}}}};
  const test::TemporaryIndex made({article});
  const auto labels = [&](const std::string& locale) {
    const Index index = Index::open(made.path(), {.locale = locale});
    const Results results =
        index.search({.query = Query::everything(), .facets = {{"country"}, {"person"}}});
    std::vector<std::string> out;
    for (const FacetCount& each : results.facets[0].counts) out.push_back(each.label);
    for (const FacetCount& each : results.facets[1].counts) out.push_back(each.label);
    for (const FacetCount& each : index.facet_values("country")) out.push_back(each.label);
    out.push_back(results.hits.front().countries.front().label);
    return out;
  };
  const std::string soviet = labels("en")[1];
  CHECK(labels("en") ==
        std::vector<std::string>{"Germany", soviet, "Mira Lund", "Germany", soviet, "Germany"});
  CHECK(labels("de-AT")[0] == "Deutschland");
  CHECK(labels("de-AT")[2] == "Mira Lund");
  CHECK(labels("de")[3] == "Deutschland");
  CHECK(labels("fr").back() == "Allemagne");
  for (const char* unknown : {"", "xx", "no locale at all"}) CHECK(labels(unknown) == labels("en"));
  const auto found = Index::open(made.path(), {.locale = "fr"}).facet_values("country", "Allem");
  REQUIRE(found.size() == 1);
  CHECK(found.front().value == "DE");
}

TEST_CASE("a language that is none is refused") {
  const test::TemporaryIndex index({});
  for (const char* none : {"english", "xx"}) {
    CHECK_THROWS_AS(index.index().search({.query = Query::everything(), .language = none}),
                    InvalidArgumentError);
  }
  CHECK_NOTHROW(index.index().search({.query = Query::everything(), .language = "pt-BR"}));
}

}  // namespace
}  // namespace dateline
