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
  return out;
}

std::shared_ptr<const OpenSegments> SegmentCache::distrust(const Generation& generation,
                                                           const std::string& problem) {
  const std::scoped_lock lock{mutex_};
  auto out = std::make_shared<OpenSegments>();
  out->problem = problem;
  keep(generation, out);
  return out;
}

void SegmentCache::keep(const Generation& generation, std::shared_ptr<const OpenSegments> opened) {
  if (latest_ && generation < generation_) return;
  generation_ = generation;
  latest_ = std::move(opened);
}

bool SegmentCache::is_still_listed(const std::string& segment) const {
  try {
    const Xapian::Database newest{database_path(index_, current_database(index_)).string()};
    const std::string list = newest.get_metadata(std::string{segment_list_key});
    return decode_segment_list(list, {}).names(segment);
  } catch (const CorruptError&) {
    return false;
  } catch (const Xapian::DatabaseOpeningError&) {
    return false;  // replaced since the line above
  }
}

}  // namespace dateline::store
