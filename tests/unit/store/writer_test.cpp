#include "dateline/index_writer.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "random_articles.h"
#include "store/snapshot.h"
#include "support/temporary_folder.h"

using dateline::AddOutcome;
using dateline::Article;
using dateline::IndexWriter;
using dateline::OnDuplicate;
using dateline::WriterOptions;
using dateline::store::Snapshot;
using dateline::store::SnapshotPool;
namespace fs = std::filesystem;

namespace {

std::uint64_t count_articles(const fs::path& index) {
  return SnapshotPool::open(index)->stats().articles;
}

std::string headline_of(const fs::path& index, std::string_view id) {
  std::string out = "(none)";
  SnapshotPool::open(index)->read([&](Snapshot& snapshot) {
    if (const auto docid = snapshot.find(id)) out = snapshot.article(*docid).article.headline;
  });
  return out;
}

}  // namespace

TEST_CASE("opening a writer makes an empty index at once") {
  const TemporaryFolder folder;
  const fs::path index = folder / "deep/new";
  { const IndexWriter writer = IndexWriter::open(index); }
  CHECK(count_articles(index) == 0);
  CHECK(dateline::check_index(index).problems.empty());
}

TEST_CASE("a folder that holds something else is refused and left alone") {
  const TemporaryFolder folder;
  std::ofstream(folder / "notes.txt") << "mine";
  CHECK_THROWS_AS(IndexWriter::open(folder.path()), dateline::InvalidArgumentError);
  CHECK_THROWS_AS(IndexWriter::open(folder / "notes.txt"), dateline::InvalidArgumentError);
  CHECK(std::distance(fs::directory_iterator{folder.path()}, {}) == 1);
}

TEST_CASE("articles are there after a commit, and not before") {
  const TemporaryFolder folder;
  IndexWriter writer = IndexWriter::open(folder.path());
  CHECK(writer.add({.id = "1", .headline = "One"}) == AddOutcome::added);
  CHECK(count_articles(folder.path()) == 0);
  writer.commit();
  CHECK(headline_of(folder.path(), "1") == "One");
}

TEST_CASE("a writer that goes without a commit drops what it had") {
  const TemporaryFolder folder;
  {
    IndexWriter writer = IndexWriter::open(folder.path());
    writer.add({.id = "1"});
    writer.commit();
    writer.add({.id = "2"});
    writer.remove("1");
  }
  CHECK(headline_of(folder.path(), "1").empty());
  CHECK(headline_of(folder.path(), "2") == "(none)");
}

TEST_CASE("an id that is known already is replaced, skipped or refused") {
  const TemporaryFolder folder;
  for (const bool committed : {false, true}) {
    const fs::path index = folder / (committed ? "committed" : "pending");
    {
      IndexWriter writer = IndexWriter::open(index);
      writer.add({.id = "1", .headline = "Old"});
      if (committed) writer.commit();
      CHECK(writer.add({.id = "1", .headline = "New"}) == AddOutcome::replaced);
      writer.commit();
    }
    {
      IndexWriter writer = IndexWriter::open(index, {.on_duplicate = OnDuplicate::skip});
      CHECK(writer.add({.id = "1", .headline = "Newer"}) == AddOutcome::skipped);
      writer.add({.id = "2", .headline = "Other"});
      if (committed) writer.commit();
      CHECK(writer.add({.id = "2", .headline = "Another"}) == AddOutcome::skipped);
      writer.commit();
    }
    IndexWriter writer = IndexWriter::open(index, {.on_duplicate = OnDuplicate::error});
    try {
      writer.add({.id = "2"});
      FAIL("nothing thrown");
    } catch (const dateline::InvalidArgumentError& error) {
      CHECK(std::string_view{error.what()}.find("'2'") != std::string_view::npos);
    }
    CHECK(writer.add({.id = "3", .headline = "Alive"}) == AddOutcome::added);
    writer.commit();
    CHECK(headline_of(index, "1") == "New");
    CHECK(headline_of(index, "2") == "Other");
    CHECK(headline_of(index, "3") == "Alive");
    CHECK(count_articles(index) == 3);
  }
}

TEST_CASE("removing says whether there was anything") {
  const TemporaryFolder folder;
  IndexWriter writer = IndexWriter::open(folder.path());
  CHECK_FALSE(writer.remove("1"));
  writer.add({.id = "1"});
  CHECK(writer.remove("1"));
  CHECK_FALSE(writer.remove("1"));
}

TEST_CASE("ids may be any bytes of any length") {
  const TemporaryFolder folder;
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  std::vector<std::string> ids{std::string(1, '\0'), std::string(3000, 'x'),
                               std::string(3000, 'x') + 'y', " ", "a/b c\n"};
  for (int i = 0; i < 50; ++i) ids.push_back("r" + random.bytes(400));
  IndexWriter writer = IndexWriter::open(folder.path());
  for (const std::string& id : ids)
    writer.add({.id = id, .headline = "Of " + std::to_string(id.size())});
  writer.commit();
  SnapshotPool::open(folder.path())->read([&](Snapshot& snapshot) {
    for (const std::string& id : ids) {
      const auto docid = snapshot.find(id);
      REQUIRE(docid.has_value());
      CHECK(snapshot.article(*docid).article.id == id);
    }
  });
}

TEST_CASE("what cannot be an article is refused, naming it, and the writer goes on") {
  const TemporaryFolder folder;
  IndexWriter writer = IndexWriter::open(folder.path());
  Article feb30{.id = "feb30"};
  feb30.date = dateline::Date{std::chrono::year{2007} / 2 / 30};
  Article year0{.id = "year0"};
  year0.date = dateline::Date{std::chrono::year{0} / 1 / 1};
  for (const Article& bad :
       {Article{.headline = "No id"}, Article{.id = "bytes", .body = "caf\xe9"}, feb30, year0,
        Article{.id = "huge", .body = std::string((16U << 20U) + 1, 'a')}}) {
    try {
      writer.add(bad);
      FAIL("nothing thrown");
    } catch (const dateline::InvalidArgumentError& error) {
      const std::string_view what = error.what();
      CHECK(what.find(bad.id.empty() ? bad.headline : bad.id) != what.npos);
    }
  }
  writer.add({.id = "good"});
  writer.commit();
  CHECK(count_articles(folder.path()) == 1);
}

TEST_CASE("an article of a million words is one like any other") {
  const TemporaryFolder folder;
  std::string body;
  for (int i = 0; i < 1'000'000; ++i) body += i % 2 == 0 ? "ferry " : std::to_string(i) + ' ';
  IndexWriter writer = IndexWriter::open(folder.path());
  writer.add({.id = "long", .body = body});
  writer.commit();
  SnapshotPool::open(folder.path())->read([&](Snapshot& snapshot) {
    CHECK(snapshot.article(*snapshot.find("long")).article.body == body);
    CHECK(snapshot.database().get_collection_freq("Zferri") == 500'050);
  });
}

TEST_CASE("a second writer is refused in time, and told who has the index") {
  const TemporaryFolder folder;
  IndexWriter first = IndexWriter::open(folder.path());
  first.add({.id = "1"});
  try {
    IndexWriter::open(folder.path(), {.lock_timeout = std::chrono::milliseconds{50}});
    FAIL("nothing thrown");
  } catch (const dateline::LockedError& error) {
    const std::string_view what = error.what();
    CHECK(what.find(folder.path().string()) != what.npos);
    CHECK(what.find("process " + std::to_string(::getpid())) != what.npos);
    CHECK(what.find("Never delete") != what.npos);
  }
  CHECK_THROWS_AS(dateline::compact_index(folder.path()), dateline::LockedError);
  first.commit();
  CHECK(count_articles(folder.path()) == 1);
}

TEST_CASE("a default language that is none is refused, and no index is made") {
  const TemporaryFolder folder;
  for (const char* none : {"english", "xx", ""}) {
    CHECK_THROWS_AS(IndexWriter::open(folder / "index", {.default_language = none}),
                    dateline::InvalidArgumentError);
    CHECK_FALSE(fs::exists(folder / "index"));
  }
  IndexWriter::open(folder / "index", {.default_language = "cs"});  // has no stemmer
}

TEST_CASE("a writer waits for one that is about to finish") {
  const TemporaryFolder folder;
  auto first = std::make_unique<IndexWriter>(IndexWriter::open(folder.path()));
  std::thread finishing{[&] {
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    first.reset();
  }};
  IndexWriter second =
      IndexWriter::open(folder.path(), {.lock_timeout = std::chrono::milliseconds{20000}});
  finishing.join();
  second.add({.id = "1"});
  second.commit();
  CHECK(count_articles(folder.path()) == 1);
}

TEST_CASE("another Xapian program that writes to the database counts as a writer") {
  const TemporaryFolder folder;
  IndexWriter::open(folder.path());
  const Xapian::WritableDatabase other{(folder / "db.1").string(), Xapian::DB_OPEN};
  CHECK_THROWS_AS(IndexWriter::open(folder.path(), {.lock_timeout = std::chrono::milliseconds{30}}),
                  dateline::LockedError);
}

TEST_CASE("the writer commits by itself when its buffer is full") {
  const TemporaryFolder folder;
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  IndexWriter writer = IndexWriter::open(folder.path(), {.memory_bytes = 100'000});
  std::uint64_t seen = 0;
  std::size_t commits = 0;
  for (int i = 0; i < 300; ++i) {
    writer.add(random.article(std::to_string(i)));
    const std::uint64_t now = count_articles(folder.path());
    if (now != seen) ++commits;
    seen = now;
  }
  CHECK(commits > 3);
  CHECK(commits < 100);
}

TEST_CASE("a commit without changes changes nothing") {
  const TemporaryFolder folder;
  IndexWriter writer = IndexWriter::open(folder.path());
  writer.add({.id = "1"});
  writer.commit();
  const auto pool = SnapshotPool::open(folder.path());
  writer.commit();
  CHECK_FALSE(pool->reopen());
}

TEST_CASE("articles prepared on many threads are those prepared on one") {
  const TemporaryFolder folder;
  const std::uint64_t seed = test_seed();
  INFO("DATELINE_TEST_SEED=", seed);
  RandomArticles random{seed};
  std::vector<Article> articles;
  for (int i = 0; i < 200; ++i) articles.push_back(random.article(std::to_string(i)));
  IndexWriter writer = IndexWriter::open(folder.path());
  std::vector<std::vector<dateline::PreparedArticle>> prepared(4);
  std::vector<std::thread> threads;
  for (std::size_t part = 0; part < prepared.size(); ++part) {
    threads.emplace_back([&, part] {
      for (std::size_t i = part; i < articles.size(); i += prepared.size()) {
        prepared[part].push_back(writer.prepare(Article{articles[i]}));
      }
    });
  }
  for (std::thread& each : threads) each.join();
  for (auto& part : prepared) {
    for (dateline::PreparedArticle& each : part) writer.add(std::move(each));
  }
  writer.commit();
  CHECK(count_articles(folder.path()) == articles.size());
}

TEST_CASE("a writer that has failed says so, and another begins at the last commit") {
  const TemporaryFolder folder;
  IndexWriter writer = IndexWriter::open(folder.path());
  writer.add({.id = "1", .body = "some words"});
  writer.commit();
  fs::resize_file(folder / "db.1/postlist.glass", 10);
  writer.add({.id = "2", .body = "some words"});
  CHECK_THROWS_AS(writer.commit(), dateline::Error);
  CHECK_THROWS_AS(writer.add({.id = "3"}), dateline::Error);
  CHECK_THROWS_AS(writer.commit(), dateline::Error);
}

TEST_CASE("people of one archive get one key, and their names come back by it") {
  const TemporaryFolder folder;
  {
    IndexWriter writer = IndexWriter::open(folder.path());
    int id = 0;
    const auto add = [&](const std::string& key, const std::string& label) {
      Article article{.id = std::to_string(++id)};
      article.people = {{key, label, dateline::Origin::found}};
      writer.add(std::move(article));
    };
    add("george-h-w-bush", "George H. W. Bush");
    add("george-w-bush", "George W. Bush");
    add("george-bush", "George Bush");
    add("mira-lund", "Mira Lund");
    add("lund", "Lund");
    writer.commit();
  }
  const auto& person = *dateline::base::find_facet_field("person");
  SnapshotPool::open(folder.path())->read([&](Snapshot& snapshot) {
    using Keys = std::vector<std::string>;
    CHECK(snapshot.label(person, "george-bush") == "George H. W. Bush");
    CHECK(snapshot.label(person, "george-w-bush") == "George W. Bush");
    CHECK(snapshot.label(person, "nobody") == "nobody");
    CHECK(snapshot.resolve(person, "george-bush") == Keys{"george-bush", "george-w-bush"});
    CHECK(snapshot.resolve(person, "George Bush") == Keys{"george-bush", "george-w-bush"});
    CHECK(snapshot.resolve(person, "George W. Bush") == Keys{"george-w-bush"});
    CHECK(snapshot.resolve(person, "George H. W. Bush") == Keys{"george-bush"});
    CHECK(snapshot.resolve(person, "MIRA LUND") == Keys{"mira-lund"});
    CHECK(snapshot.resolve(person, "Mira Q. Lund") == Keys{"mira-lund"});
    CHECK(snapshot.resolve(person, "Lund") == Keys{"lund", "mira-lund"});
    CHECK(snapshot.resolve(person, "Bush") == Keys{"george-bush", "george-w-bush"});
    CHECK(snapshot.resolve(person, "Nobody").empty());
    CHECK(snapshot.resolve(person, "...").empty());
  });
}

TEST_CASE("values of other facets are found whatever their case and accents") {
  const TemporaryFolder folder;
  {
    IndexWriter writer = IndexWriter::open(folder.path());
    Article article{.id = "1", .source = "Reuters"};
    article.topics = {{"politics/diplomacy"}};
    article.people.emplace().push_back({"Given, As It Is"});
    writer.add(article);
    writer.add({.id = "2", .source = "REUTERS"});
    writer.add({.id = "3", .source = "Agence Élan"});
    writer.commit();
  }
  const auto resolve = [&](std::string_view field, std::string_view text) {
    std::vector<std::string> out;
    SnapshotPool::open(folder.path())->read([&](Snapshot& snapshot) {
      out = snapshot.resolve(*dateline::base::find_facet_field(field), text);
    });
    return out;
  };
  using Keys = std::vector<std::string>;
  CHECK(resolve("source", "Reuters") == Keys{"Reuters"});
  CHECK(resolve("source", "reuters") == Keys{"REUTERS", "Reuters"});
  CHECK(resolve("source", "agence elan") == Keys{"Agence Élan"});
  CHECK(resolve("topic", "Politics") == Keys{"politics"});
  CHECK(resolve("topic", "Politics / Diplomacy") == Keys{"politics/diplomacy"});
  CHECK(resolve("person", "given as it is") == Keys{"Given, As It Is"});
  CHECK(resolve("country", "RU").empty());
}

TEST_CASE("an index of another version is refused, by readers and writers, saying both") {
  const TemporaryFolder folder;
  IndexWriter::open(folder.path());
  struct Change {
    const char* key;
    const char* value;
  };
  for (const auto& [key, value] :
       {Change{"dateline.analyser", "other stems"}, Change{"dateline.profile", "slim"},
        Change{"dateline.features", "holograms"}, Change{"dateline.schema", "2"},
        Change{"dateline.schema", ""}}) {
    Xapian::WritableDatabase((folder / "db.1").string()).set_metadata(key, value);
    INFO(key);
    try {
      SnapshotPool::open(folder.path());
      FAIL("nothing thrown");
    } catch (const dateline::VersionError& error) {
      CHECK(std::string_view{error.what()}.find(value) != std::string_view::npos);
    }
    CHECK_THROWS_AS(IndexWriter::open(folder.path()), dateline::VersionError);
    CHECK_THROWS_AS(dateline::check_index(folder.path()), dateline::VersionError);
    CHECK_THROWS_AS(dateline::compact_index(folder.path()), dateline::VersionError);
  }
}
