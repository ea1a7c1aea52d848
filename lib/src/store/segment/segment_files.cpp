#include "store/segment/segment_files.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "dateline/error.h"
#include "store/index_folder.h"
#include "store/segment/merge_policy.h"
#include "store/segment/segment.h"
#include "store/segment/segment_builder.h"

namespace dateline::store {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view list_beside_name = "list";

// What is wrong with segments, said in words.
struct Unusable {
  std::string problem;
  std::string missing_file;
};

// A rebuild may put another file in the place of one that is damaged.
bool knows_files_of(const OpenSegments* known, const SegmentList& list) {
  return known != nullptr && known->set && known->list.stamp.uuid == list.stamp.uuid &&
         known->list.rebuilt == list.rebuilt;
}

std::shared_ptr<const Segment> known_segment(const SegmentSet* known, const fs::path& file) {
  if (known == nullptr) return nullptr;
  for (const LiveSegment& each : known->segments()) {
    if (each.segment->path() == file) return each.segment;
  }
  return nullptr;
}

std::shared_ptr<const Segment> open_file(const fs::path& file, const std::string& name) {
  try {
    return Segment::open(file);
  } catch (const NotFoundError&) {
    throw Unusable{fmt::format("the segment {} is missing", name), name};
  } catch (const CorruptError&) {
    throw Unusable{fmt::format("the segment {} is damaged", name), {}};
  } catch (const VersionError&) {
    throw Unusable{fmt::format("the segment {} is of another version of the library", name), {}};
  }
}

bool is_as_listed(const Segment& segment, ListedSegment listed) {
  listed.deleted = 0;
  return describe(segment) == listed;
}

std::shared_ptr<const DeletedBits> read_deleted(const ListedSegment& listed,
                                                const MetadataReader& read) {
  if (listed.deleted == 0) return nullptr;
  try {
    auto out = std::make_shared<DeletedBits>(
        decode_deleted(read(deleted_key(listed.name)), listed.articles, listed.name));
    if (count_deletions(*out) == listed.deleted) return out;
  } catch (const CorruptError&) {
  }
  throw Unusable{
      fmt::format("the list of deleted articles of the segment {} is damaged", listed.name), {}};
}

LiveSegment open_listed(const fs::path& folder, const ListedSegment& listed,
                        const MetadataReader& read, const SegmentSet* known) {
  const fs::path file = folder / listed.name;
  LiveSegment out{known_segment(known, file), read_deleted(listed, read)};
  if (!out.segment) out.segment = open_file(file, listed.name);
  if (!is_as_listed(*out.segment, listed)) {
    throw Unusable{fmt::format("the segment {} is damaged", listed.name), {}};
  }
  return out;
}

SegmentList read_list(const std::string& text) {
  if (text.empty()) throw Unusable{"the index has no segments", {}};
  try {
    return decode_segment_list(text, {});
  } catch (const CorruptError&) {
    throw Unusable{"the list of segments is damaged", {}};
  }
}

// Empty if there is no such list.
std::string text_beside(const fs::path& index) {
  std::ifstream file{segment_folder(index) / list_beside_name, std::ios::binary};
  std::ostringstream text;
  if (file) text << file.rdbuf();
  return std::move(text).str();
}

/// Where a list stands: in the metadata of the database, or, beside a replica, in a file.
enum class ListPlace { metadata, file };

// Why segments made for `stamped` are not those of the database `found`; empty if they are.
std::string why_others(const Stamp& stamped, const Stamp& found, ListPlace place) {
  if (place == ListPlace::file && stamped.uuid != found.uuid) {
    return "xapian-replicate has brought another database than the one of which the segments "
           "beside this replica were made";
  }
  if (place == ListPlace::file && stamped.revision != found.revision) {
    return fmt::format(
        "xapian-replicate has brought revision {} of the database, and the segments beside this "
        "replica were made of revision {}",
        found.revision, stamped.revision);
  }
  const std::string other = difference(stamped, found);
  return other.empty() ? other : "the segments do not belong to the database: " + other;
}

std::shared_ptr<const SegmentSet> open_list(const fs::path& folder, const SegmentList& list,
                                            ListPlace place, const Stamp& found,
                                            const MetadataReader& read, const SegmentSet* known) {
  if (!list.broken.empty()) throw Unusable{list.broken, {}};
  if (std::string others = why_others(list.stamp, found, place); !others.empty()) {
    throw Unusable{std::move(others), {}};
  }
  std::vector<LiveSegment> live;
  for (const ListedSegment& each : list.segments) {
    if (!live.empty() && live.back().segment->last_docid() >= each.first_docid) {
      throw Unusable{"the list of segments is out of order", {}};
    }
    live.push_back(open_listed(folder, each, read, known));
  }
  auto out = std::make_shared<const SegmentSet>(std::move(live));
  if (out->articles() != found.articles || out->total_length() != found.total_length) {
    throw Unusable{
        fmt::format("articles in the segments: {}, of total length {}; in the database: {}, "
                    "of {}",
                    out->articles(), out->total_length(), found.articles, found.total_length),
        {}};
  }
  return out;
}

}  // namespace

fs::path segment_folder(const fs::path& index) {
  return index / segments_name;
}

void make_segment_folder(const fs::path& index) {
  fs::create_directory(segment_folder(index));
}

bool is_listed_beside(const fs::path& index, std::string_view segment) {
  const std::string text = text_beside(index);
  return !text.empty() && decode_segment_list(text, {}).names(segment);
}

void write_list_beside(const fs::path& index, const SegmentList& list) {
  replace_file(segment_folder(index) / list_beside_name, encode_segment_list(list));
}

std::uint64_t time_of_list_beside(const fs::path& index) {
  return time_written(segment_folder(index) / list_beside_name);
}

OpenSegments open_segments(const fs::path& index, const Stamp& found, const MetadataReader& read,
                           const OpenSegments* known) {
  const auto open = [&](const std::string& text, ListPlace place) {
    OpenSegments out;
    try {
      out.list = read_list(text);
      const SegmentSet* files = knows_files_of(known, out.list) ? known->set.get() : nullptr;
      out.set = open_list(segment_folder(index), out.list, place, found, read, files);
    } catch (Unusable& unusable) {
      out.problem = std::move(unusable.problem);
      out.missing_file = std::move(unusable.missing_file);
    } catch (const CorruptError& error) {
      out.problem = error.what();
    }
    return out;
  };
  OpenSegments listed = open(read(std::string{segment_list_key}), ListPlace::metadata);
  const std::string beside = listed.set ? std::string{} : text_beside(index);
  if (beside.empty()) return listed;
  OpenSegments out = open(beside, ListPlace::file);
  if (!out.set) out.list = std::move(listed.list);
  return out;
}

ListedSegment describe(const Segment& segment) {
  return {segment.path().filename().string(),
          segment.file_bytes(),
          segment.size(),
          0,
          segment.first_docid(),
          segment.last_docid()};
}

std::string damage(const Segment& segment) {
  std::string out;
  segment.check([&](const std::string&) {
    out = fmt::format("the segment {} is damaged", segment.path().filename().string());
  });
  return out;
}

std::vector<ListedSegment> merge_all(const SegmentSet& segments, const fs::path& folder) {
  std::vector<ListedSegment> out;
  std::span<const LiveSegment> left(segments.segments());
  while (!left.empty()) {
    std::size_t count = 0;
    std::uint64_t articles = 0;
    for (std::uint64_t bytes = 0; count < left.size(); ++count) {
      articles += left[count].segment->size();
      bytes += left[count].segment->file_bytes();
      if (articles > most_articles_to_merge || bytes > most_bytes_to_merge) break;
    }
    const auto run = left.first(std::max<std::size_t>(count, 1));
    for (const LiveSegment& each : run) {
      if (const std::string problem = damage(*each.segment); !problem.empty()) {
        throw CorruptError(problem);
      }
    }
    out.push_back(describe(*Segment::open(folder / merge_segments(run, folder))));
    left = left.subspan(run.size());
  }
  return out;
}

void remove_other_segments(const fs::path& index, const SegmentList& list) {
  std::set<std::string, std::less<>> kept(list.retired.begin(), list.retired.end());
  kept.emplace(list_beside_name);
  for (const ListedSegment& each : list.segments) kept.insert(each.name);
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator{segment_folder(index), none}) {
    if (!kept.contains(entry.path().filename().string())) fs::remove(entry.path());
  }
}

}  // namespace dateline::store
