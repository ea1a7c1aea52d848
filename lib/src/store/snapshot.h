#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "base/facet_fields.h"
#include "dateline/article.h"
#include "dateline/index.h"
#include "store/guard.h"
#include "store/record.h"
#include "store/segment/segment_set.h"

namespace dateline::store {

/// One commit of an index, opened for reading by one thread at a time. Members throw Xapian's
/// exceptions: use it inside SnapshotPool::read.
class Snapshot {
 public:
  virtual ~Snapshot() = default;

  virtual Xapian::Database& database() = 0;
  /// Languages whose stems the index holds, the most frequent first. Never empty.
  virtual const std::vector<std::string>& languages() const = 0;

  /// The segments of this commit, shared by its snapshots: one pointer for one commit. Null where
  /// there are none that hold exactly its articles; then the database answers alone.
  virtual std::shared_ptr<const SegmentSet> segments() { return nullptr; }
  /// Why segments() is null: a sentence without its full stop. Empty where it is not, or where
  /// nobody expects segments.
  virtual std::string segments_problem() { return {}; }
  /// For who has found them damaged: from now on segments() of this commit is null for everybody.
  virtual void distrust_segments(const std::string& /*problem*/) {}

  /// The stored article, whole. Throws CorruptError if its record cannot be read.
  virtual StoredArticle article(Xapian::docid docid) = 0;
  virtual std::optional<Xapian::docid> find(std::string_view id) = 0;

  /// The form to show for a facet value: for people the fullest common form in the archive, for
  /// other fields the key itself. (Names of countries are the search room's business.)
  virtual std::string label(const base::FacetField& field, std::string_view key) = 0;
  /// Keys that `text`, a key, label or alias as a person writes it, may stand for: none if the
  /// index has no such value, several where the archive itself leaves it open, or files one person
  /// under a full name and, in articles without that, under the surname. `text` comes first if it
  /// is a key itself.
  virtual std::vector<std::string> resolve(const base::FacetField& field,
                                           std::string_view text) = 0;
};

/// Snapshots of one index for any number of threads. Thread-safe.
class SnapshotPool {
 public:
  /// Throws NotFoundError, CorruptError, VersionError.
  static std::unique_ptr<SnapshotPool> open(const std::filesystem::path& index);
  virtual ~SnapshotPool() = default;

  /// Calls `action` with a snapshot that no other thread has. If the commit it reads is overtaken
  /// (Xapian keeps two) the whole action is repeated on a newer one, so it must not leave traces of
  /// a failed try. Xapian's exceptions come out translated.
  virtual void read(const std::function<void(Snapshot&)>& action) = 0;

  /// From now on every read sees the newest commit; true if it is another one than before.
  virtual bool reopen() = 0;

  virtual IndexStats stats() = 0;
  virtual PeopleStats people_stats() = 0;
};

}  // namespace dateline::store
