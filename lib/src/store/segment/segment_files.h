#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/segment/segment_list.h"
#include "store/segment/segment_set.h"
#include "store/settings.h"

/// The folder `segments` of an index.
namespace dateline::store {

std::filesystem::path segment_folder(const std::filesystem::path& index);
/// Durable when the folder of the index is.
void make_segment_folder(const std::filesystem::path& index);

/// A replica has the list of segments that were made beside it in a file among them: its metadata
/// are those of the index that it is copied from, and list the segments of that. The stamp tells
/// for which state of the replica they were made.
///
/// Writes that list durably, in one step. The files that it names are durable already.
void write_list_beside(const std::filesystem::path& index, const SegmentList& list);
/// False if there is no such list. Throws CorruptError if it is damaged.
bool is_listed_beside(const std::filesystem::path& index, std::string_view segment);
/// Tells one list from another, later ones are greater; 0 if there is none.
std::uint64_t time_of_list_beside(const std::filesystem::path& index);

/// The segments that a commit lists, as they are found.
struct OpenSegments {
  /// That which names the segments of `set`; without them that of the metadata, empty if it cannot
  /// be read.
  SegmentList list;
  /// Null if they do not hold exactly what the database holds.
  std::shared_ptr<const SegmentSet> set;
  std::string problem;       ///< why `set` is null: a sentence without its full stop
  std::string missing_file;  ///< the file that is not there, if that is the problem
};

/// Opens what the metadata of a database in the state `found` list, or where that cannot be used,
/// what a list beside them does; files that `known` (may be null) has open are not opened again.
/// Compares stamps, sizes and counts; contents of files are compared by Segment::check alone.
/// Throws std::filesystem::filesystem_error for a file that is there but cannot be opened.
OpenSegments open_segments(const std::filesystem::path& index, const Stamp& found,
                           const MetadataReader& read, const OpenSegments* known = nullptr);

/// What a list says of a segment without deletions.
ListedSegment describe(const Segment& segment);

/// Compares all checksums of the file; says what is wrong, half a sentence, if anything is.
std::string damage(const Segment& segment);

/// The articles of `segments` that are not deleted in as few new segments as hold them, in
/// `folder`. Throws CorruptError if one is damaged, which merging would cover up.
std::vector<ListedSegment> merge_all(const SegmentSet& segments,
                                     const std::filesystem::path& folder);

/// Removes every file in the folder that `list` does not name, as its own or as retired, but for a
/// list beside them. Under the lock only.
void remove_other_segments(const std::filesystem::path& index, const SegmentList& list);

}  // namespace dateline::store
