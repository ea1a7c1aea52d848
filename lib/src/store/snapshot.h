#pragma once

#include <chrono>
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
#include "dateline/error.h"
#include "dateline/index.h"
#include "dateline/profile.h"
#include "store/guard.h"
#include "store/record.h"
#include "store/segment/damaged_segment.h"
#include "store/segment/segment_set.h"

namespace dateline::store {

/// One commit of an index, opened for reading by one thread at a time. Members throw Xapian's
/// exceptions: use it inside SnapshotPool::read.
class Snapshot {
 public:
  virtual ~Snapshot() = default;

  virtual Xapian::Database& database() = 0;
  /// What `database` holds: of a lean one only its segments can answer.
  virtual Profile profile() const { return Profile::full; }
  /// Languages whose stems the index holds, the most frequent first. Never empty.
  virtual const std::vector<std::string>& languages() const = 0;

  /// The segments of this commit, shared by its snapshots: one pointer for one commit. Where there
  /// are none that hold exactly its articles, those of a full index are null: the database answers
  /// alone. Of a lean one they are made anew of the stored articles, for this process alone, which
  /// takes half a minute of a core for 200,000 articles; null only if `until` came first, and the
  /// next call goes on from there.
  virtual std::shared_ptr<const SegmentSet> segments(
      std::optional<std::chrono::steady_clock::time_point> /*until*/ = {}) {
    return nullptr;
  }
  /// Why the segments that the index has are not used: a sentence without its full stop. Empty
  /// where they are, or where nobody expects segments.
  virtual std::string segments_problem() { return {}; }
  /// For who has met with `damage` while reading: the index's segments are not used any more, by any
  /// snapshot of this commit. False if they are not used anyway.
  virtual bool distrust_segments(const DamagedSegmentError& /*damage*/) { return false; }

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
  /// Files that stand in for segments are put in `temporary_folder`.
  static std::unique_ptr<SnapshotPool> open(
      const std::filesystem::path& index,
      const std::filesystem::path& temporary_folder = IndexOptions{}.temporary_folder);
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
