#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/facet_fields.h"
#include "dateline/index_writer.h"
#include "store/snapshot.h"
#include "support/temporary_folder.h"

using namespace dateline::store;
using dateline::AmbiguousName;
using dateline::Article;
using dateline::IndexWriter;
using dateline::PeopleStats;
using dateline::WriterOptions;

namespace {

using Keys = std::vector<std::string>;

/// An index of articles, each with one person.
class Archive {
 public:
  void add(const std::string& key, const std::string& label, const WriterOptions& options = {}) {
    IndexWriter writer = IndexWriter::open(folder_ / "index", options);
    Article article{.id = std::to_string(++articles_), .headline = label};
    article.people = {{key, label}};
    writer.add(article);
    writer.commit();
  }

  void remove_last() {
    IndexWriter writer = IndexWriter::open(folder_ / "index");
    writer.remove(std::to_string(articles_));
    writer.commit();
  }

  Keys resolve(const std::string& text) {
    Keys out;
    pool()->read([&](Snapshot& snapshot) {
      out = snapshot.resolve(*dateline::base::find_facet_field("person"), text);
    });
    return out;
  }

  PeopleStats stats() { return pool()->people_stats(); }

 private:
  std::unique_ptr<SnapshotPool> pool() { return SnapshotPool::open(folder_ / "index"); }

  TemporaryFolder folder_;
  int articles_ = 0;
};

}  // namespace

TEST_CASE("a surname finds its own articles and those of the one who bears it") {
  Archive archive;
  archive.add("reagan", "Reagan");
  archive.add("ronald-reagan", "Ronald Reagan");
  CHECK(archive.resolve("Reagan") == Keys{"reagan", "ronald-reagan"});
  CHECK(archive.resolve("reagan") == Keys{"reagan", "ronald-reagan"});
  CHECK(archive.resolve("Ronald Reagan") == Keys{"ronald-reagan"});
  archive.add("nancy-reagan", "Nancy Reagan");
  CHECK(archive.resolve("Reagan") == Keys{"reagan"});
  archive.remove_last();
  CHECK(archive.resolve("Reagan") == Keys{"reagan", "ronald-reagan"});
}

TEST_CASE("a name is found by its other spellings") {
  Archive archive;
  archive.add("moammar-el-qaddafi", "Moammar el-Qaddafi");
  archive.add("khadafy", "Khadafy");
  CHECK(archive.resolve("Qaddafi") == Keys{"gaddafi", "muammar-gaddafi"});
  CHECK(archive.resolve("Muammar Kadhafi") == Keys{"muammar-gaddafi"});
  CHECK(archive.resolve("moammar-el-qaddafi") == Keys{"muammar-gaddafi"});
  CHECK(archive.resolve("Kadoffi").empty());
}

TEST_CASE("a person is found by the aliases of the file that the index was made with") {
  Archive archive;
  archive.add("dutch", "Dutch",
              {.people = {{"ronald-reagan", "Ronald Reagan", {"dutch", "the-gipper", "q9960"}},
                          {"george-gipp", "George Gipp", {"the-gipper"}}}});
  CHECK(archive.resolve("Dutch") == Keys{"ronald-reagan"});
  CHECK(archive.resolve("Q9960") == Keys{"ronald-reagan"});
  archive.add("george-gipp", "George Gipp");
  CHECK(archive.resolve("The Gipper") == Keys{"george-gipp", "ronald-reagan"});
  archive.add("the-gipper", "The Gipper");
  CHECK(archive.resolve("The Gipper") == Keys{"the-gipper"});
}

TEST_CASE("a numeral or other initials make no difference to who is looked for") {
  Archive archive;
  archive.add("james-a-baker-iii", "James A. Baker III");
  for (const char* each :
       {"James Baker", "James A. Baker", "James A. Baker III", "james-baker", "Baker"}) {
    CAPTURE(each);
    CHECK(archive.resolve(each) == Keys{"james-baker"});
  }
  CHECK(archive.resolve("James B. Baker").empty());
}

TEST_CASE("statistics tell which names are ambiguous and how many articles have them") {
  Archive archive;
  archive.add("bush", "Bush",
              {.people = {{"anna-berg", "Anna Berg", {"a-b", "annie"}},
                          {"amy-brown", "Amy Brown", {"a-b"}}}});
  archive.add("bush", "Bush");
  archive.add("george-h-w-bush", "George H. W. Bush");
  archive.add("george-w-bush", "George W. Bush");
  archive.add("annie", "Annie");
  archive.add("reagan", "Reagan");
  archive.add("ronald-reagan", "Ronald Reagan");
  const PeopleStats stats = archive.stats();
  CHECK(stats.values == 6);
  CHECK(stats.one_word == 2);
  CHECK(stats.in_authority == 1);
  CHECK(stats.aliases == 1);
  const std::vector<AmbiguousName> wanted{{"bush", {"george-bush", "george-w-bush"}, 2},
                                          {"george-bush", {"george-bush", "george-w-bush"}, 1},
                                          {"a-b", {"amy-brown", "anna-berg"}, 0}};
  CHECK(stats.ambiguous == wanted);
}

TEST_CASE("an index without people has nothing to tell of them") {
  const TemporaryFolder folder;
  IndexWriter::open(folder / "index");
  const PeopleStats stats = SnapshotPool::open(folder / "index")->people_stats();
  CHECK(stats.values == 0);
  CHECK(stats.ambiguous.empty());
}
