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

std::string label(LabelCache& cache, store::Snapshot& snapshot, const base::FacetField& field,
                  std::string_view key) {
  std::string out;
  cache.find(std::vector<WantedLabel>{{&field, key, &out}}, Labels(), snapshot);
  return out;
}

}  // namespace

TEST_CASE("labels are remembered by field and key") {
  LabelCache cache;
  LabelledSnapshot snapshot;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 5000; ++i) {
      const std::string key = fmt::format("key-{}", i);
      REQUIRE(label(cache, snapshot, person, key) == key + " of person");
      REQUIRE(label(cache, snapshot, byline, key) == key + " of byline");
      REQUIRE(label(cache, snapshot, topic, key) == fmt::format("Key {}", i));
    }
    CHECK(snapshot.asked == 10000);
  }
}

TEST_CASE("labels that are asked for together are those of one by one") {
  test::Random random(test::seed());
  LabelCache cache;
  LabelledSnapshot snapshot;
  for (int round = 0; round < 100; ++round) {
    std::vector<std::string> keys(random.below(100));
    std::vector<std::string> found(keys.size());
    std::vector<WantedLabel> wanted;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      keys[i] = fmt::format("key-{}", random.below(500));
      wanted.push_back({random.below(2) == 0 ? &person : &byline, keys[i], &found[i]});
    }
    cache.find(wanted, Labels(), snapshot);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      CHECK(found[i] == fmt::format("{} of {}", keys[i], wanted[i].field->name));
    }
  }
  CHECK(snapshot.asked <= 1000);
}

TEST_CASE("many threads get the right labels from one cache while it grows") {
  LabelCache cache;
  std::atomic<int> wrong = 0;
  std::vector<std::jthread> threads;
  for (std::uint32_t thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      test::Random random(test::seed() + thread);
      LabelledSnapshot snapshot;
      for (int i = 0; i < 4000; ++i) {
        const std::string key = fmt::format("key-{}", random.below(3000));
        if (label(cache, snapshot, person, key) != key + " of person") ++wrong;
      }
    });
  }
  threads.clear();
  CHECK(wrong == 0);
}

}  // namespace dateline::search
