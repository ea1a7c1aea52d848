#include "search/label_cache.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "unit/search/random_archive.h"

namespace dateline::search {
namespace {

const base::FacetField& person = *base::find_facet_field("person");
const base::FacetField& topic = *base::find_facet_field("topic");
const base::FacetField& byline = *base::find_facet_field("byline");

/// A snapshot that has labels and nothing else.
class LabelledSnapshot final : public store::Snapshot {
 public:
  Xapian::Database& database() override { return database_; }
  const std::vector<std::string>& languages() const override { return languages_; }
  store::StoredArticle article(Xapian::docid) override { return {}; }
  std::optional<Xapian::docid> find(std::string_view) override { return std::nullopt; }
  std::string label(const base::FacetField& field, std::string_view key) override {
    ++asked;
    return fmt::format("{} of {}", key, field.name);
  }
  std::vector<std::string> resolve(const base::FacetField&, std::string_view) override {
    return {};
  }

  std::size_t asked = 0;

 private:
  Xapian::Database database_;
  std::vector<std::string> languages_;
};

}  // namespace

TEST_CASE("labels are remembered by field and key") {
  LabelCache cache;
  const Labels labels;
  LabelledSnapshot snapshot;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 5000; ++i) {
      const std::string key = fmt::format("key-{}", i);
      REQUIRE(cache.of(labels, snapshot, person, key) == key + " of person");
      REQUIRE(cache.of(labels, snapshot, byline, key) == key + " of byline");
      REQUIRE(cache.of(labels, snapshot, topic, key) == fmt::format("Key {}", i));
    }
    CHECK(snapshot.asked == 10000);
  }
}

TEST_CASE("many threads get the right labels from one cache while it grows") {
  LabelCache cache;
  const Labels labels;
  std::atomic<int> wrong = 0;
  std::vector<std::jthread> threads;
  for (std::uint32_t thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      test::Random random(test::seed() + thread);
      LabelledSnapshot snapshot;
      for (int i = 0; i < 4000; ++i) {
        const std::string key = fmt::format("key-{}", random.below(3000));
        if (cache.of(labels, snapshot, person, key) != key + " of person") ++wrong;
      }
    });
  }
  threads.clear();
  CHECK(wrong == 0);
}

}  // namespace dateline::search
