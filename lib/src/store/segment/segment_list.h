#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "store/segment/segment_set.h"
#include "store/settings.h"

namespace dateline::store {

/// What a database says of its own state: whether segments were made for it.
struct Stamp {
  std::string uuid;
  std::uint64_t revision = 0;
  std::uint64_t articles = 0;
  std::uint32_t last_docid = 0;
  std::uint64_t total_length = 0;
  bool operator==(const Stamp&) const = default;
};

/// The counts include changes that are not committed yet, the revision is that of the last commit.
/// Throws Xapian's exceptions.
Stamp stamp_of(const Xapian::Database& database);
/// As it will be when the changes of `now` are committed.
Stamp next_commit(Stamp now);
/// How the database `found` differs from the one that was stamped: half a sentence, empty if it
/// does not.
std::string difference(const Stamp& stamped, const Stamp& found);

struct ListedSegment {
  std::string name;  ///< of the file, made of its content
  std::uint64_t bytes = 0;
  std::uint32_t articles = 0;  ///< deleted ones included
  std::uint32_t deleted = 0;
  std::uint32_t first_docid = 0;
  std::uint32_t last_docid = 0;
  bool operator==(const ListedSegment&) const = default;
};

/// Which segments belong to a commit of the database. It stands in the database's metadata, so one
/// commit switches both; the deletions of each segment stand beside it, in an item of their own
/// that is rewritten only when they change.
struct SegmentList {
  Stamp stamp;  ///< of the commit that holds the list
  std::vector<ListedSegment> segments;
  std::vector<std::string> retired;  ///< of the commit before and no more of this one
  /// Revision of the last rebuild; 0: none. Since then files of one name are the same file.
  std::uint64_t rebuilt = 0;
  /// Why the segments do not hold what the database holds, which only a rebuild can mend; empty if
  /// they do.
  std::string broken;
  bool operator==(const SegmentList&) const = default;

  bool names(std::string_view file) const;
};

/// Lines of text, with a hash of them at the end.
std::string encode_segment_list(const SegmentList& list);
/// Throws CorruptError for what encode_segment_list cannot have written; `where` begins the
/// message.
SegmentList decode_segment_list(std::string_view text, std::string_view where);

/// The gaps between ordinals as numbers of seven bits a byte: less than a bitmap as long as fewer
/// than one article in eight is deleted.
std::string encode_deleted(const DeletedBits& deleted);
/// Throws CorruptError, also for an ordinal that a segment of so many articles has not.
DeletedBits decode_deleted(std::string_view bytes, std::uint32_t articles, std::string_view where);

DeletedBits no_deletions(std::uint32_t articles);
std::uint32_t count_deletions(const DeletedBits& deleted);

/// Keys of metadata.
inline constexpr std::string_view segment_list_key = "dateline.segments";
std::string deleted_key(std::string_view segment);

/// Puts a list in metadata in the place of `before`, to be committed. The deletions that `list`
/// counts have been put there or stand there already.
void write_segment_list(const SegmentList& list, const SegmentList& before,
                        const MetadataWriter& write);

}  // namespace dateline::store
