#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "search/searcher.h"
#include "search/word_list.h"
#include "store/snapshot.h"
#include "unit/search/temporary_index.h"

namespace dateline::search {
namespace {

std::vector<Article> archive() {
  std::vector<Article> out;
  for (int i = 0; i < 30; ++i) {
    out.push_back(test::make_article("a" + std::to_string(i), "Harbour works",
                                     "The harbour master counted ferries and trawlers."));
  }
  return out;
}

void with_snapshot(const std::filesystem::path& path,
                   const std::function<void(store::Snapshot&)>& action) {
  store::SnapshotPool::open(path)->read(action);
}

Deadline passed_long_ago() {
  return Deadline(Deadline::Clock::now() - std::chrono::hours(1));
}

Results late_answer(const test::TemporaryIndex& index, const SearchRequest& request) {
  Results out;
  with_snapshot(index.path(), [&](store::Snapshot& snapshot) {
    text::Analyzer analyzer;
    out = Searcher(snapshot, analyzer, Labels(), passed_long_ago()).search(request);
  });
  return out;
}

TEST_CASE("an answer after the deadline is never called exact, whatever was asked") {
  const test::TemporaryIndex index(archive());
  for (const char* text :
       {"harbour", "harb*", "harbuor~2", "\"harbour master\"", "ferries NEAR/3 trawlers",
        "ferri* NEAR/3 trawlres~2", "harbour -ferri*", "headline:harb* OR tug", "*"}) {
    CAPTURE(text);
    const Results results =
        late_answer(index, {.query = Query::parse(text), .timeout = std::chrono::milliseconds(1)});
    CHECK_FALSE(results.total_is_exact);
    CHECK_FALSE(results.warnings.empty());
    CHECK(results.total == 0);
    CHECK_FALSE(results.did_you_mean.has_value());
  }
}

TEST_CASE("a wildcard that was not expanded in time says so") {
  const test::TemporaryIndex index(archive());
  const Results results = late_answer(index, {.query = Query::parse("harb* trawlr~1")});
  CHECK(std::any_of(results.warnings.begin(), results.warnings.end(), [](const auto& each) {
    return each.find("wildcards and fuzzy words") != std::string::npos;
  }));
}

TEST_CASE("the word list is not read after the deadline") {
  const test::TemporaryIndex index(archive(), Profile::full);
  with_snapshot(index.path(), [](store::Snapshot& snapshot) {
    const base::TextFieldInfo& body = *base::find_text_field("body");
    DatabaseVocabulary vocabulary(snapshot.database());
    Expander late(vocabulary, 10, passed_long_ago());
    CHECK(late.pattern(body, "harb*").words.empty());
    CHECK(late.fuzzy({&body, "harbuor", 2}).words.empty());
    CHECK(late.stopped());
    Expander unlimited(vocabulary, 10, Deadline(std::nullopt));
    CHECK(unlimited.pattern(body, "harb*").words.size() == 1);
    CHECK(unlimited.fuzzy({&body, "harbuor", 2}).words.size() == 1);
    CHECK_FALSE(unlimited.stopped());
  });
}

TEST_CASE("fuzzy words found together are those found one by one") {
  const test::TemporaryIndex index(archive(), Profile::full);
  with_snapshot(index.path(), [](store::Snapshot& snapshot) {
    const base::TextFieldInfo& body = *base::find_text_field("body");
    DatabaseVocabulary vocabulary(snapshot.database());
    const base::TextFieldInfo& headline = *base::find_text_field("headline");
    const std::vector<FuzzyWord> words{{&body, "harbor", 1},
                                       {&body, "harbor", 2},
                                       {&body, "ferry", 2},
                                       {&headline, "work", 1},
                                       {&headline, "ferries", 1}};
    Expander together(vocabulary, 10, Deadline(std::nullopt));
    together.prepare(words);
    for (const FuzzyWord& each : words) {
      Expander alone(vocabulary, 10, Deadline(std::nullopt));
      const Expansion& found = together.fuzzy(each);
      const Expansion& wanted = alone.fuzzy(each);
      REQUIRE(found.words.size() == wanted.words.size());
      for (std::size_t i = 0; i < wanted.words.size(); ++i) {
        CHECK(found.words[i].word == wanted.words[i].word);
        CHECK(found.words[i].articles == wanted.words[i].articles);
      }
    }
    CHECK(together.fuzzy(words[0]).words.size() == 1);
    CHECK(together.fuzzy(words[4]).words.empty());
  });
}

TEST_CASE("without a timeout, or with one that nobody waits for, there is no deadline") {
  CHECK_FALSE(Deadline::after(std::chrono::milliseconds(0)).is_set());
  CHECK_FALSE(Deadline::after(std::chrono::milliseconds::max()).is_set());
  CHECK(Deadline::after(std::chrono::milliseconds(5)).is_set());
  CHECK(passed_long_ago().half().passed_now());
}

}  // namespace
}  // namespace dateline::search
