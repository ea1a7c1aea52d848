#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>

#include <xapian.h>

#include "store/segment/segment_files.h"

namespace dateline::store {

/// Which commit of an index it is: later ones are greater.
struct Generation {
  std::uint32_t database = 0;
  Xapian::rev revision = 0;
  auto operator<=>(const Generation&) const = default;  // NOLINT(modernize-use-nullptr)
};

/// The segments of an index for all its readers: opened once for each commit, and each file once
/// for all commits in a row that list it. Thread-safe.
class SegmentCache {
 public:
  explicit SegmentCache(std::filesystem::path index) : index_(std::move(index)) {}

  /// Those of commit `generation`, which `database` reads. Throws Xapian::DatabaseModifiedError if
  /// a later commit has let go of a file; whatever else is wrong is said in the result.
  std::shared_ptr<const OpenSegments> open(const Generation& generation,
                                           const Xapian::Database& database);
  /// Those of `generation` are unusable from now on, since they are damaged.
  std::shared_ptr<const OpenSegments> distrust(const Generation& generation,
                                               const std::string& problem);

 private:
  void keep(const Generation& generation, std::shared_ptr<const OpenSegments> opened);
  bool is_still_listed(const std::string& segment) const;

  std::filesystem::path index_;
  std::mutex mutex_;
  Generation generation_;  ///< of `latest_`
  std::shared_ptr<const OpenSegments> latest_;
};

}  // namespace dateline::store
