#include "search/vocabulary.h"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "search/corpus.h"
#include "unit/search/segmented_index.h"

namespace dateline::search {
namespace {

using Terms = std::vector<std::pair<std::string, std::uint64_t>>;

// Those that no article has any more are no terms: a dictionary may still know them.
Terms terms_from(Vocabulary& vocabulary, const std::string& begin) {
  Terms out;
  for (const auto at = vocabulary.from(begin); !at->at_end(); at->next()) {
    if (at->articles() > 0) out.emplace_back(at->term(), at->articles());
  }
  return out;
}

}  // namespace

TEST_CASE("segments with removed articles know the terms that the database knows") {
  MESSAGE("seed " << test::seed());
  test::Random random(test::seed());
  for (int round = 0; round < 5; ++round) {
    test::SegmentedIndex index(random, 60, 25);
    DatabaseVocabulary wanted(index.database());
    const Corpus corpus(index.segments(), 1 << 20);
    CorpusVocabulary found(corpus);

    const Terms terms = terms_from(wanted, "");
    REQUIRE(terms.size() > 100);
    CHECK(terms_from(found, "") == terms);
    for (int i = 0; i < 20; ++i) {
      std::string begin = random.pick(terms).first;
      if (random.one_in(2)) begin.resize(random.below(begin.size() + 1));
      CHECK(terms_from(found, begin) == terms_from(wanted, begin));
      if (!begin.empty()) CHECK(found.articles(begin) == wanted.articles(begin));
    }
  }
}

TEST_CASE("a cursor over segments seeks as one over the database does") {
  test::Random random(test::seed());
  test::SegmentedIndex index(random, 60, 25);
  DatabaseVocabulary database(index.database());
  const Corpus corpus(index.segments(), 1 << 20);
  CorpusVocabulary segments(corpus);
  const Terms terms = terms_from(database, "");
  for (int round = 0; round < 50; ++round) {
    const auto wanted = database.from("");
    const auto found = segments.from("");
    for (std::size_t at = 0; at < terms.size(); at += 1 + random.below(terms.size())) {
      wanted->seek(terms[at].first);
      found->seek(terms[at].first);
      while (!found->at_end() && found->articles() == 0) found->next();
      REQUIRE(found->at_end() == wanted->at_end());
      if (!wanted->at_end()) CHECK(found->term() == wanted->term());
    }
  }
}

TEST_CASE("all dated articles lie between the days of a vocabulary") {
  test::Random random(test::seed());
  test::SegmentedIndex index(random, 60, 25);
  const Corpus corpus(index.segments(), 1 << 20);
  CorpusVocabulary segments(corpus);
  DatabaseVocabulary database(index.database());
  REQUIRE(segments.days());
  REQUIRE(database.days());
  CHECK(segments.days()->first >= database.days()->first);
  CHECK(segments.days()->last <= database.days()->last);
}

}  // namespace dateline::search
