#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/index_folder.h"
#include "store/record_packer.h"
#include "store/segment/segment_cache.h"
#include "store/snapshot.h"

namespace dateline::store {

/// A Snapshot of the local index in `index`.
class DatabaseSnapshot final : public Snapshot {
 public:
  /// Opens the newest commit; `segments` are those of the index. Throws NotFoundError,
  /// CorruptError, VersionError and Xapian's.
  DatabaseSnapshot(std::filesystem::path index, std::shared_ptr<SegmentCache> segments);

  /// Goes on to the newest commit.
  void refresh();
  /// Whether there is a newer commit than the one it reads.
  bool is_overtaken() const;
  const Generation& generation() const { return generation_; }
  const std::string& where() const { return where_; }

  Xapian::Database& database() override { return database_; }
  const std::vector<std::string>& languages() const override { return languages_; }
  Profile profile() const override { return profile_; }
  std::shared_ptr<const SegmentSet> segments(
      std::optional<std::chrono::steady_clock::time_point> until = {}) override;
  std::string segments_problem() override { return open_segments().problem; }
  bool distrust_segments(const DamagedSegmentError& damage) override;
  const OpenSegments& open_segments();
  StoredArticle article(Xapian::docid docid) override;
  std::optional<Xapian::docid> find(std::string_view id) override;
  std::string label(const base::FacetField& field, std::string_view key) override;
  std::vector<std::string> resolve(const base::FacetField& field, std::string_view text) override;

 private:
  void open(const CurrentDatabase& current);
  void read_settings();

  std::filesystem::path index_;
  std::string where_;
  Xapian::Database database_;
  Generation generation_;
  Profile profile_ = Profile::full;
  std::shared_ptr<SegmentCache> segment_cache_;
  std::shared_ptr<const OpenSegments> segments_;  ///< of `generation_`; null until asked for
  std::shared_ptr<const SegmentSet> stand_ins_;   ///< likewise; null where they are not needed
  std::vector<std::string> languages_;
  RecordUnpacker unpacker_;
};

/// What the index in `index` says of itself, as of the commit that `snapshot` reads. Walks all
/// terms.
IndexStats read_stats(DatabaseSnapshot& snapshot, const std::filesystem::path& index);

/// As Index::people_stats.
PeopleStats read_people_stats(DatabaseSnapshot& snapshot);

}  // namespace dateline::store
