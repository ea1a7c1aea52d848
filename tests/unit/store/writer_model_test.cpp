#include <map>
#include <optional>

#include <doctest/doctest.h>

#include "dateline/index_writer.h"
#include "random_articles.h"
#include "segment_contents.h"
#include "store/snapshot.h"
#include "support/temporary_folder.h"

using dateline::AddOutcome;
using dateline::Article;
using dateline::IndexWriter;
using dateline::OnDuplicate;
using dateline::WriteMethod;
using dateline::store::Snapshot;
using dateline::store::SnapshotPool;

namespace {

using Articles = std::map<std::string, Article>;

// Keys of people are settled over the whole archive, which has tests of its own.
Article without_people(Article article) {
  article.people.reset();
  return article;
}

/// An index beside a map that must always hold the same.
class Model {
 public:
  explicit Model(std::uint64_t seed) : random_(seed) {
    open();
    reader_ = SnapshotPool::open(folder_.path());
  }

  void step() {
    switch (random_.below(14)) {
      case 0:
        commit();
        break;
      case 1:
        abandon();
        break;
      case 2:
        compact();
        break;
      case 3:
        rebuild();
        break;
      case 4:
        reopen();
        break;
      case 5:
      case 6:
        remove();
        break;
      default:
        add();
        break;
    }
  }

  void verify() {
    CHECK(read() == committed_);
    abandon();
    writer_.reset();
    const dateline::CheckReport report = dateline::check_index(folder_.path());
    for (const std::string& each : report.problems) FAIL_CHECK(each);
    CHECK(report.articles == committed_.size());
    open();
  }

 private:
  void open() {
    mode_ = static_cast<OnDuplicate>(random_.below(2));
    writer_.emplace(
        IndexWriter::open(folder_.path(), {.on_duplicate = mode_,
                                           .method = static_cast<WriteMethod>(random_.below(3)),
                                           .memory_bytes = std::size_t{1} << 30U}));
    pending_ = committed_;
  }

  std::string any_id() { return "id" + std::to_string(random_.below(12)); }

  void add() {
    Article article = random_.article(any_id());
    const bool known = pending_.contains(article.id);
    const AddOutcome outcome = writer_->add(article);
    if (!known) {
      CHECK(outcome == AddOutcome::added);
    } else {
      CHECK(outcome == (mode_ == OnDuplicate::skip ? AddOutcome::skipped : AddOutcome::replaced));
    }
    if (outcome != AddOutcome::skipped) pending_[article.id] = without_people(article);
  }

  void remove() {
    const std::string gone = any_id();
    CHECK(writer_->remove(gone) == (pending_.erase(gone) == 1));
  }

  void commit() {
    writer_->commit();
    committed_ = pending_;
    CHECK(read() == committed_);
  }

  void abandon() {
    writer_.reset();
    open();
  }

  void compact() {
    writer_.reset();
    dateline::compact_index(folder_.path());
    CHECK(read() == committed_);
    open();
  }

  void rebuild() {
    writer_.reset();
    dateline::rebuild_index(folder_.path());
    CHECK(read() == committed_);
    open();
  }

  void reopen() {
    reader_->reopen();
    check_segments(*reader_);
  }

  // They hold the same as the database, of which they are made.
  static void check_segments(SnapshotPool& pool) {
    pool.read([](Snapshot& snapshot) {
      const auto segments = snapshot.segments();
      INFO(snapshot.segments_problem());
      REQUIRE(segments);
      CHECK(contents_of(*segments) == contents_of(snapshot.database()));
    });
  }

  // All articles; and no document number has another article than it ever had.
  Articles read() {
    Articles out;
    const auto pool = SnapshotPool::open(folder_.path());
    check_segments(*pool);
    pool->read([&](Snapshot& snapshot) {
      auto& database = snapshot.database();
      for (auto each = database.postlist_begin({}); each != database.postlist_end({}); ++each) {
        const std::string record = database.get_document(*each).get_data();
        CHECK(records_.try_emplace(*each, record).first->second == record);
        Article article = snapshot.article(*each).article;
        CHECK(snapshot.find(article.id) == *each);
        const std::string id = article.id;
        out[id] = without_people(std::move(article));
      }
      CHECK(database.get_doccount() == out.size());
    });
    return out;
  }

  RandomArticles random_;
  TemporaryFolder folder_;
  OnDuplicate mode_ = OnDuplicate::replace;
  std::optional<IndexWriter> writer_;
  std::unique_ptr<SnapshotPool> reader_;
  Articles committed_;
  Articles pending_;
  std::map<Xapian::docid, std::string> records_;
};

}  // namespace

TEST_CASE("whatever is done to an index, it holds what a map would hold") {
  const std::uint64_t first = test_seed();
  for (std::uint64_t seed = first; seed < first + 12; ++seed) {
    INFO("DATELINE_TEST_SEED=", seed);
    Model model{seed};
    for (int step = 0; step < 50; ++step) model.step();
    model.verify();
  }
}
