#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <xapian.h>

#include "store/segment/rebuild_segments.h"
#include "store/segment/segment_files.h"

namespace dateline::store {

/// Which commit of an index it is: later ones are greater.
struct Generation {
  std::uint64_t database = 0;  ///< CurrentDatabase::number
  Xapian::rev revision = 0;
  std::uint64_t list_beside = 0;                        ///< time_of_list_beside
  auto operator<=>(const Generation&) const = default;  // NOLINT(modernize-use-nullptr)
};

/// The segments of an index for all its readers: opened once for each commit, and each file once
/// for all commits in a row that list it. Thread-safe.
class SegmentCache {
 public:
  /// What stands in for the segments of `index` is put in `temporary_folder`.
  SegmentCache(std::filesystem::path index, std::filesystem::path temporary_folder)
      : index_(std::move(index)), temporary_folder_(std::move(temporary_folder)) {}

  /// Those of commit `generation`, which `database` reads. Throws Xapian::DatabaseModifiedError if
  /// a later commit has let go of a file; whatever else is wrong is said in the result.
  std::shared_ptr<const OpenSegments> open(const Generation& generation,
                                           const Xapian::Database& database);
  /// Those of `generation` are unusable from now on, since they are damaged.
  std::shared_ptr<const OpenSegments> distrust(const Generation& generation,
                                               const std::string& problem);

  /// Segments made of the articles that `database`, which reads commit `generation`, stores: for
  /// the time that those of a lean index cannot be used. The first thread to ask makes them, others
  /// wait. Null if `until` came first; what was done is kept for the next call. Throws
  /// Xapian::DatabaseModifiedError if those of a later commit have been asked for, and what
  /// StandInSegments throws.
  std::shared_ptr<const SegmentSet> stand_ins(const Generation& generation,
                                              const Xapian::Database& database,
                                              std::optional<StandInSegments::Time> until);

 private:
  void drop_stand_ins(const Generation& before);
  void keep(const Generation& generation, std::shared_ptr<const OpenSegments> opened);
  bool is_still_listed(const std::string& segment) const;

  std::filesystem::path index_;
  std::filesystem::path temporary_folder_;
  std::mutex mutex_;
  Generation generation_;  ///< of `latest_`
  std::shared_ptr<const OpenSegments> latest_;
  std::timed_mutex making_stand_ins_;
  Generation generation_of_stand_ins_;
  std::unique_ptr<StandInSegments> stand_ins_;
};

}  // namespace dateline::store
