#include <mutex>
#include <utility>

#include <fmt/format.h>

#include "dateline/error.h"
#include "store/database_snapshot.h"
#include "store/snapshot.h"

namespace dateline::store {
namespace {

// Each time the whole action is repeated on the newest commit; only a writer that commits twice
// within every one of them could starve it.
constexpr int most_attempts = 20;
// Each keeps half a dozen files open.
constexpr std::size_t most_idle = 64;

class Pool final : public SnapshotPool {
 public:
  Pool(std::filesystem::path index, std::filesystem::path temporary_folder)
      : index_(std::move(index)),
        where_(index_.string()),
        segments_(std::make_shared<SegmentCache>(index_, std::move(temporary_folder))) {
    put_back(open());
  }

  void read(const std::function<void(Snapshot&)>& action) override {
    read_database([&](DatabaseSnapshot& snapshot) { action(snapshot); });
  }

  bool reopen() override {
    return guard(where_, [&] {
      const Generation before = newest();
      std::unique_ptr<DatabaseSnapshot> snapshot = take();
      refresh(*snapshot);
      const bool moved = snapshot->generation() != before;
      put_back(std::move(snapshot));
      return moved;
    });
  }

  IndexStats stats() override {
    IndexStats out;
    read_database([&](DatabaseSnapshot& snapshot) { out = read_stats(snapshot, index_); });
    return out;
  }

  PeopleStats people_stats() override {
    PeopleStats out;
    read_database([&](DatabaseSnapshot& snapshot) { out = read_people_stats(snapshot); });
    return out;
  }

 private:
  template <class Action>
  void read_database(const Action& action) {
    guard(where_, [&] {
      std::unique_ptr<DatabaseSnapshot> snapshot = take();
      for (int attempt = 1;; ++attempt) {
        try {
          if (!snapshot) snapshot = open();
          action(*snapshot);
          break;
        } catch (const Xapian::DatabaseModifiedError&) {
          if (attempt == most_attempts) throw;
          snapshot.reset();
        } catch (const Xapian::DatabaseCorruptError&) {
          if (attempt == most_attempts || !is_overtaken(snapshot.get())) throw;
          snapshot.reset();
        } catch (const Xapian::RangeError&) {
          if (attempt == most_attempts || !is_overtaken(snapshot.get())) throw;
          snapshot.reset();
        } catch (const CorruptError&) {
          if (attempt == most_attempts || !is_overtaken(snapshot.get())) throw;
          snapshot.reset();
        } catch (const Error&) {
          // The action's own refusal leaves the snapshot sound; of Xapian's errors nobody knows.
          if (snapshot) put_back(std::move(snapshot));
          throw;
        }
      }
      put_back(std::move(snapshot));
    });
  }

  // A block that is read while a later commit writes it can be half of each: that is no damage.
  static bool is_overtaken(const DatabaseSnapshot* snapshot) {
    try {
      return snapshot != nullptr && snapshot->is_overtaken();
    } catch (const Xapian::Error&) {
      return true;
    } catch (const CorruptError&) {
      return true;
    }
  }

  // A snapshot no older than any that was lent before.
  std::unique_ptr<DatabaseSnapshot> take() {
    std::unique_ptr<DatabaseSnapshot> out;
    Generation wanted;
    {
      const std::scoped_lock lock{mutex_};
      wanted = newest_;
      if (!idle_.empty()) {
        out = std::move(idle_.back());
        idle_.pop_back();
      }
    }
    if (!out) return open();
    if (out->generation() < wanted) refresh(*out);
    return out;
  }

  std::unique_ptr<DatabaseSnapshot> open() {
    std::unique_ptr<DatabaseSnapshot> out;
    follow([&] { out = std::make_unique<DatabaseSnapshot>(index_, segments_); });
    note(*out);
    return out;
  }

  void refresh(DatabaseSnapshot& snapshot) {
    follow([&] { snapshot.refresh(); });
    note(snapshot);
  }

  // The database that the stub named may be gone, or may be overtaken, before it is opened.
  template <class Open>
  static void follow(const Open& open) {
    for (int attempt = 1;; ++attempt) {
      try {
        open();
        return;
      } catch (const Xapian::DatabaseModifiedError&) {
        if (attempt == most_attempts) throw;
      } catch (const Xapian::DatabaseOpeningError&) {
        if (attempt == most_attempts) throw;
      } catch (const Xapian::DatabaseCorruptError&) {
        if (attempt == most_attempts) throw;
      } catch (const CorruptError&) {
        if (attempt == most_attempts) throw;
      }
    }
  }

  void note(const DatabaseSnapshot& snapshot) {
    const std::scoped_lock lock{mutex_};
    newest_ = std::max(newest_, snapshot.generation());
  }

  Generation newest() {
    const std::scoped_lock lock{mutex_};
    return newest_;
  }

  void put_back(std::unique_ptr<DatabaseSnapshot> snapshot) {
    const std::scoped_lock lock{mutex_};
    if (idle_.size() < most_idle) idle_.push_back(std::move(snapshot));
  }

  std::filesystem::path index_;
  std::string where_;
  std::shared_ptr<SegmentCache> segments_;
  std::mutex mutex_;
  Generation newest_;
  std::vector<std::unique_ptr<DatabaseSnapshot>> idle_;
};

}  // namespace

std::unique_ptr<SnapshotPool> SnapshotPool::open(const std::filesystem::path& index,
                                                 const std::filesystem::path& temporary_folder) {
  return guard(index.string(), [&] { return std::make_unique<Pool>(index, temporary_folder); });
}

}  // namespace dateline::store
