#include <atomic>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "base/facet_fields.h"
#include "database_dump.h"
#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "little_space.h"
#include "random_articles.h"
#include "segment_contents.h"
#include "store/article_terms.h"
#include "store/index_content.h"
#include "store/index_folder.h"
#include "store/new_database.h"
#include "store/schema.h"
#include "store/snapshot.h"
#include "support/temporary_folder.h"

using dateline::AddOutcome;
using dateline::Article;
using dateline::IndexWriter;
using dateline::WriteMethod;
using dateline::WriterOptions;
using dateline::store::Snapshot;
using dateline::store::SnapshotPool;
namespace fs = std::filesystem;
namespace store = dateline::store;

namespace {

std::uint32_t database_number(const fs::path& index) {
  return store::own_database(index);
}

void require_sound(const fs::path& index) {
  for (const std::string& each : dateline::check_index(index).problems) FAIL_CHECK(each);
  SnapshotPool::open(index)->read([](Snapshot& snapshot) {
    INFO(snapshot.segments_problem());
    REQUIRE(snapshot.segments());
    CHECK(contents_of(*snapshot.segments()) == contents_of(snapshot.database()));
  });
}

std::string headline_of(const fs::path& index, std::string_view id) {
  std::string out = "(none)";
  SnapshotPool::open(index)->read([&](Snapshot& snapshot) {
    if (const auto docid = snapshot.find(id)) out = snapshot.article(*docid).article.headline;
  });
  return out;
}

/// One index for each way to write, on which the same is done.
class Twins {
 public:
  explicit Twins(std::uint64_t seed) : random_(seed) {}

  void round() {
    IndexWriter a = open(in_place(), WriteMethod::in_place);
    IndexWriter b = open(rewritten(), WriteMethod::rewrite);
    for (std::size_t commits = 1 + random_.below(3); commits > 0; --commits) {
      for (std::size_t left = random_.below(60); left > 0; --left) change(a, b);
      a.commit();
      b.commit();
    }
  }

  void check() const {
    CHECK(first_difference(dump_of_index(in_place()), dump_of_index(rewritten())) == "");
    require_sound(in_place());
    require_sound(rewritten());
  }

  std::uint32_t rewritten_number() const { return database_number(rewritten()); }

 private:
  fs::path in_place() const { return folder_ / "in_place"; }
  fs::path rewritten() const { return folder_ / "rewritten"; }

  IndexWriter open(const fs::path& index, WriteMethod method) {
    return IndexWriter::open(
        index,
        {.method = method, .memory_bytes = random_.one_in(3) ? 100'000U : std::size_t{64} << 20U});
  }

  void change(IndexWriter& a, IndexWriter& b) {
    const std::string id = std::to_string(random_.below(90));
    if (random_.one_in(5)) {
      CHECK(a.remove(id) == b.remove(id));
      return;
    }
    const Article article = random_.article(id);
    CHECK(a.add(article) == b.add(article));
  }

  TemporaryFolder folder_;
  RandomArticles random_;
};

}  // namespace

TEST_CASE("an index is the same whether it was written in place or anew") {
  const std::uint64_t first = test_seed();
  for (std::uint64_t seed = first; seed < first + 12; ++seed) {
    INFO("DATELINE_TEST_SEED=", seed);
    Twins twins{seed};
    for (int round = 0; round < 3; ++round) {
      twins.round();
      twins.check();
    }
    CHECK(twins.rewritten_number() > 1);
  }
}

TEST_CASE("a database that is not to take over leaves the current one alone, commit after commit") {
  const TemporaryFolder folder;
  {
    IndexWriter writer = IndexWriter::open(folder.path());
    writer.add({.id = "old", .body = "An older article"});
    writer.commit();
  }
  const std::uint32_t current = database_number(folder.path());
  store::make_database(folder.path(), current + 1, dateline::Profile{});
  store::IndexContent content(folder.path(), current + 1, {.method = WriteMethod::rewrite},
                              store::Takeover::caller);
  RandomArticles random{test_seed()};
  store::ArticleTerms terms;
  for (int id = 0; id < 9; ++id) {
    const Article article = random.article(std::to_string(id));
    content.add(std::make_shared<const store::Document>(terms.document(article, "en")), article,
                "en");
    if (id % 3 != 2) continue;
    content.commit();
    CHECK(database_number(folder.path()) == current);
    CHECK(headline_of(folder.path(), "old") != "(none)");
    require_sound(folder.path());
  }
  const std::uint32_t made = content.documents().number();
  for (std::uint32_t number = current + 1; number < made; ++number) {
    CHECK_FALSE(fs::exists(store::database_path(folder.path(), number)));
  }
  store::set_current_database(folder.path(), made);
  store::remove_other_databases(folder.path(), made);
  CHECK(headline_of(folder.path(), "old") == "(none)");
  for (int id = 0; id < 9; ++id) {
    CHECK(headline_of(folder.path(), std::to_string(id)) != "(none)");
  }
  require_sound(folder.path());
}

TEST_CASE("of articles with one id the last stays, however often it comes in one commit") {
  for (const WriteMethod method : {WriteMethod::in_place, WriteMethod::rewrite}) {
    const TemporaryFolder folder;
    {
      IndexWriter writer = IndexWriter::open(folder.path(), {.method = method});
      CHECK(writer.add({.id = "1", .headline = "first"}) == AddOutcome::added);
      CHECK(writer.add({.id = "2", .headline = "other"}) == AddOutcome::added);
      CHECK(writer.add({.id = "1", .headline = "second"}) == AddOutcome::replaced);
      CHECK(writer.add({.id = "1", .headline = "third"}) == AddOutcome::replaced);
      CHECK(writer.remove("2"));
      CHECK_FALSE(writer.remove("2"));
      writer.commit();
    }
    CHECK(headline_of(folder.path(), "1") == "third");
    CHECK(headline_of(folder.path(), "2") == "(none)");
    require_sound(folder.path());
    {
      IndexWriter writer = IndexWriter::open(folder.path(), {.method = method});
      CHECK(writer.add({.id = "1", .headline = "fourth"}) == AddOutcome::replaced);
      CHECK(writer.add({.id = "1", .headline = "fifth"}) == AddOutcome::replaced);
      writer.commit();
    }
    CHECK(headline_of(folder.path(), "1") == "fifth");
    require_sound(folder.path());
  }
}

TEST_CASE("a number is not given again where its article was removed before the commit") {
  for (const WriteMethod method : {WriteMethod::in_place, WriteMethod::rewrite}) {
    const TemporaryFolder folder;
    IndexWriter writer = IndexWriter::open(folder.path(), {.method = method});
    writer.add({.id = "1"});
    writer.add({.id = "2"});
    writer.remove("2");
    writer.commit();
    writer.add({.id = "3"});
    writer.commit();
    SnapshotPool::open(folder.path())->read([](Snapshot& snapshot) {
      CHECK(snapshot.find("3") == Xapian::docid{3});
    });
  }
}

TEST_CASE("an index whose every article is replaced keeps what else it knows") {
  const TemporaryFolder folder;
  const WriterOptions options{.method = WriteMethod::rewrite,
                              .people = {{.key = "anna-berg", .label = "Dr Anna Berg"}}};
  const auto write = [&](const WriterOptions& how, std::string_view headline) {
    IndexWriter writer = IndexWriter::open(folder.path(), how);
    for (int i = 0; i < 50; ++i) {
      writer.add({.id = std::to_string(i), .headline = std::string{headline}});
    }
    writer.commit();
  };
  write(options, "old");
  write({.method = WriteMethod::rewrite}, "new");
  const Xapian::Database database{folder.path().string()};
  CHECK(database.get_doccount() == 50);
  CHECK(database.get_lastdocid() == 100);
  CHECK(database.get_metadata("dateline.person.anna-berg").find("Dr Anna Berg") !=
        std::string::npos);
  CHECK(headline_of(folder.path(), "7") == "new");
  require_sound(folder.path());
}

TEST_CASE("few articles are written in place, many anew") {
  const TemporaryFolder folder;
  RandomArticles random{test_seed()};
  {
    IndexWriter writer = IndexWriter::open(folder.path());
    for (int i = 0; i < 20; ++i) writer.add(random.article(std::to_string(i)));
    writer.commit();
    CHECK(database_number(folder.path()) == 1);
    for (int i = 0; i < 3000; ++i) writer.add(random.article("many" + std::to_string(i)));
    writer.commit();
    CHECK(database_number(folder.path()) > 1);
    const std::uint32_t number = database_number(folder.path());
    writer.add({.id = "one more"});
    writer.commit();
    CHECK(database_number(folder.path()) == number);
  }
  CHECK(std::distance(fs::directory_iterator{folder.path()}, {}) == 4);
  require_sound(folder.path());
}

TEST_CASE("a rewriting writer commits by itself when so much text was added, or half of what is") {
  const TemporaryFolder folder;
  IndexWriter writer =
      IndexWriter::open(folder.path(), {.method = WriteMethod::rewrite, .commit_bytes = 10'000});
  std::vector<std::uint64_t> commits;
  for (int i = 0; i < 1000; ++i) {
    writer.add({.id = std::to_string(i), .headline = std::string(100, 'x')});
    const std::uint64_t seen = SnapshotPool::open(folder.path())->stats().articles;
    if (seen > 0 && (commits.empty() || commits.back() != seen)) commits.push_back(seen);
  }
  CHECK(commits == std::vector<std::uint64_t>{100, 200, 300, 450, 675});
}

TEST_CASE("a writer that is given up leaves nothing of what it has begun") {
  const TemporaryFolder folder;
  {
    IndexWriter writer = IndexWriter::open(folder.path(), {.method = WriteMethod::rewrite});
    writer.add({.id = "1"});
    writer.commit();
    writer.add({.id = "2"});
    CHECK(fs::exists(store::database_path(folder.path(), 3)));
  }
  CHECK(database_number(folder.path()) == 2);
  CHECK(std::distance(fs::directory_iterator{folder.path()}, {}) == 4);
  require_sound(folder.path());
}

TEST_CASE("readers see whole commits while databases take the place of one another") {
  constexpr int commits = 30;
  constexpr int articles_a_commit = 20;
  const TemporaryFolder folder;
  { const IndexWriter writer = IndexWriter::open(folder.path()); }
  const auto pool = SnapshotPool::open(folder.path());
  std::atomic<bool> finished = false;
  std::atomic<int> bad = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!finished) {
        pool->reopen();
        pool->read([&](Snapshot& snapshot) {
          const auto docid = snapshot.find("latest");
          const std::uint64_t commit =
              docid ? std::stoull(snapshot.article(*docid).article.headline) : 0;
          const std::uint64_t expected = commit == 0 ? 0 : commit * articles_a_commit + 1;
          const bool whole = snapshot.database().get_doccount() == expected;
          const bool fits = snapshot.segments() && snapshot.segments()->articles() == expected;
          if (!whole || !fits) ++bad;
        });
      }
    });
  }
  {
    IndexWriter writer = IndexWriter::open(folder.path(), {.method = WriteMethod::rewrite});
    RandomArticles random{test_seed()};
    for (int commit = 1; commit <= commits; ++commit) {
      for (int i = 0; i < articles_a_commit; ++i) {
        writer.add(random.article(std::to_string(commit) + '/' + std::to_string(i)));
      }
      writer.add({.id = "latest", .headline = std::to_string(commit)});
      writer.commit();
    }
  }
  finished = true;
  for (std::thread& each : readers) each.join();
  CHECK(bad == 0);
  CHECK(pool->stats().articles == commits * articles_a_commit + 1);
}

TEST_CASE("wherever a rewriting commit runs out of space, it is an error and the last one stands") {
  const TemporaryFolder folder;
  const fs::path index = folder / "index";
  const auto write = [](const fs::path& to, std::uint64_t seed) {
    RandomArticles random{seed};
    IndexWriter writer = IndexWriter::open(to, {.method = WriteMethod::rewrite});
    for (int i = 0; i < 150; ++i) writer.add(random.article(std::to_string(i * (seed + 1))));
    writer.commit();
  };
  write(index, 1);
  const auto before = dump_of_index(index);
  fs::copy(index, folder / "whole", fs::copy_options::recursive);
  write(folder / "whole", 2);
  std::uintmax_t enough = 0;
  for (const auto& each : fs::recursive_directory_iterator(folder / "whole")) {
    if (each.is_regular_file()) enough = std::max(enough, each.file_size());
  }
  for (std::uintmax_t bytes = 4096; bytes < enough; bytes += enough / 40) {
    INFO("limit ", bytes);
    CHECK(code_with_little_space(bytes, [&] { write(index, 2); }) == io_code);
    CHECK(dump_of_index(index) == before);
  }
  { const IndexWriter writer = IndexWriter::open(index); }
  require_sound(index);
  CHECK(std::distance(fs::directory_iterator{index}, {}) == 4);
}
