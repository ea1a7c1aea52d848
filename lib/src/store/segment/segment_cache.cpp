#include "store/segment/segment_cache.h"

#include <fmt/format.h>

#include "dateline/error.h"
#include "store/index_folder.h"

namespace dateline::store {

std::shared_ptr<const OpenSegments> SegmentCache::open(const Generation& generation,
                                                       const Xapian::Database& database) {
  const std::scoped_lock lock{mutex_};
  if (latest_ && generation == generation_) return latest_;
  auto out = std::make_shared<OpenSegments>();
  try {
    *out = open_segments(index_, stamp_of(database), metadata_of(database), latest_.get());
  } catch (const std::filesystem::filesystem_error& error) {
    out->problem = fmt::format("a segment cannot be opened: {}", error.code().message());
    return out;  // the next may have more luck
  }
  if (!out->missing_file.empty() && !is_still_listed(out->missing_file)) {
    throw Xapian::DatabaseModifiedError("A segment of the commit was removed after a later one");
  }
  keep(generation, out);
  if (out->set) drop_stand_ins(generation);
  return out;
}

// Their files, which no folder shows, take as much room on the disk as the segments. Who is making
// some just now lets them go when it is asked next.
void SegmentCache::drop_stand_ins(const Generation& before) {
  const std::unique_lock lock(making_stand_ins_, std::try_to_lock);
  if (lock && generation_of_stand_ins_ < before) stand_ins_.reset();
}

std::shared_ptr<const OpenSegments> SegmentCache::distrust(const Generation& generation,
                                                           const std::string& problem) {
  const std::scoped_lock lock{mutex_};
  auto out = std::make_shared<OpenSegments>();
  out->problem = problem;
  keep(generation, out);
  return out;
}

std::shared_ptr<const SegmentSet> SegmentCache::stand_ins(
    const Generation& generation, const Xapian::Database& database,
    std::optional<StandInSegments::Time> until) {
  std::unique_lock lock(making_stand_ins_, std::defer_lock);
  if (!until) {
    lock.lock();
  } else if (!lock.try_lock_until(*until)) {
    return nullptr;
  }
  if (generation < generation_of_stand_ins_) {
    throw Xapian::DatabaseModifiedError("The segments are being made for a later commit");
  }
  if (!stand_ins_ || generation != generation_of_stand_ins_) {
    stand_ins_ = std::make_unique<StandInSegments>(temporary_folder_, index_.string());
    generation_of_stand_ins_ = generation;
  }
  try {
    return stand_ins_->make(database, until);
  } catch (...) {
    stand_ins_.reset();
    throw;
  }
}

void SegmentCache::keep(const Generation& generation, std::shared_ptr<const OpenSegments> opened) {
  if (latest_ && generation < generation_) return;
  generation_ = generation;
  latest_ = std::move(opened);
}

bool SegmentCache::is_still_listed(const std::string& segment) const {
  try {
    const Xapian::Database newest{current_database(index_).path.string()};
    const std::string list = newest.get_metadata(std::string{segment_list_key});
    return decode_segment_list(list, {}).names(segment) || is_listed_beside(index_, segment);
  } catch (const CorruptError&) {
    return false;
  } catch (const Xapian::DatabaseOpeningError&) {
    return false;  // replaced since the line above
  }
}

}  // namespace dateline::store
