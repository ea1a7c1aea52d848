#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include <xapian.h>

#include "store/segment/segment_files.h"
#include "store/snapshot.h"

/// What the segments of an index on the disk are, and what is done to them.
namespace segment_state {

namespace fs = std::filesystem;

using dateline::store::SegmentList;
using dateline::store::SnapshotPool;
using Names = std::set<std::string>;

Names files_in(const fs::path& index);
SegmentList list_of(const fs::path& index);
Names segments_of(const SegmentList& list);
std::string problem_of(SnapshotPool& pool);
std::string problem_of(const fs::path& index);
bool mentions(const std::string& text, std::string_view part);
/// Every article's words are the same in segments and database.
bool agree(SnapshotPool& pool);
bool agree(const fs::path& index);
bool is_sound(const fs::path& index);
void add(const fs::path& index, int first, int articles);
/// An index of two segments.
void fill(const fs::path& index);
std::string read_file(const fs::path& path);
/// As who damages a file by hand: the file is another one, readers keep what they have open.
void write_file(const fs::path& path, const std::string& bytes);
fs::path first_segment(const fs::path& index);
void change_by_xapian(const fs::path& index,
                      const std::function<void(Xapian::WritableDatabase&)>& change);

}  // namespace segment_state
