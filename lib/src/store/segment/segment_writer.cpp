#include "store/segment/segment_writer.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/hash.h"
#include "store/index_folder.h"
#include "store/segment/bits.h"
#include "store/segment/checked.h"
#include "store/segment/position_list.h"
#include "store/segment/posting_list.h"

namespace dateline::store {
namespace {

namespace fs = std::filesystem;
namespace format = segment_format;
using format::Kind;

constexpr std::string_view extension = ".segment";

bool all_zero(const std::vector<std::uint32_t>& numbers) {
  return std::ranges::all_of(numbers, [](std::uint32_t each) { return each == 0; });
}

template <class Item>
std::string_view view_of(const std::vector<Item>& items) {
  return {reinterpret_cast<const char*>(items.data()), items.size() * sizeof(Item)};
}

/// Bytes in memory or in a spool.
struct Part {
  Part(Kind section, std::uint32_t slot_number, std::string_view in_memory)
      : kind(section),
        slot(slot_number),
        bytes(in_memory),
        size(in_memory.size()),
        hash(base::hash64(in_memory)) {}
  Part(Kind section, Spool& spooled)
      : kind(section), spool(&spooled), size(spooled.size()), hash(spooled.hash()) {}

  Kind kind;
  std::uint32_t slot = 0;
  std::string_view bytes;
  Spool* spool = nullptr;
  std::uint64_t size;
  std::uint64_t hash;
};

std::uint64_t aligned(std::uint64_t at) {
  return (at + format::alignment - 1) / format::alignment * format::alignment;
}

/// A new file; removed again unless it is kept.
class NewFile {
 public:
  explicit NewFile(fs::path path) : path_(std::move(path)) {
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail("cannot create");
  }
  ~NewFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    std::error_code ignored;
    if (!kept_) fs::remove(path_, ignored);
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("cannot write");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void keep_as(const fs::path& final_path) {
    if (::fsync(descriptor_) != 0) fail("cannot sync");
    fs::rename(path_, final_path);
    kept_ = true;
    sync_to_disk(final_path.parent_path());
  }

 private:
  [[noreturn]] void fail(const char* what) const {
    throw fs::filesystem_error(what, path_, std::error_code(errno, std::generic_category()));
  }

  fs::path path_;
  int descriptor_ = -1;
  bool kept_ = false;
};

// The table says where each part stands; its hash, which covers theirs, is the head's.
std::string head_and_table(format::Head head, const std::vector<Part>& parts) {
  std::vector<format::Section> table;
  std::uint64_t at = aligned(sizeof head + parts.size() * sizeof(format::Section));
  for (const Part& each : parts) {
    table.push_back({each.kind, each.slot, at, each.size, each.hash});
    at = aligned(at + each.size + packed_padding);
  }
  head.sections = static_cast<std::uint32_t>(parts.size());
  head.file_bytes = at;
  std::string out(reinterpret_cast<const char*>(&head), sizeof head);
  out += view_of(table);
  head.table_hash = base::hash64(out);
  std::memcpy(out.data(), &head, sizeof head);
  return out;
}

}  // namespace

void TermPostings::clear() {
  ordinals.clear();
  wdfs.clear();
  counts.clear();
  positions.clear();
}

void SegmentWriter::add(std::string_view term, const TermPostings& postings) {
  TermEntry entry;
  entry.articles = static_cast<std::uint32_t>(postings.ordinals.size());
  entry.has_wdf = !all_zero(postings.wdfs);
  entry.has_positions = !postings.positions.empty();
  entry.postings_at = postings_.size();
  entry.positions_at = positions_.size();
  if (entry.articles == 1) {
    entry.only_ordinal = postings.ordinals.front();
    entry.only_wdf = postings.wdfs.front();
  } else {
    const bool is_filter = !entry.has_wdf && !entry.has_positions;
    entry.is_dense = better_dense(entry.articles, bounds_.articles(), is_filter);
    std::uint64_t seed = 0;
    if (entry.is_dense) {
      entry.bitmap = bitmap_count_;
      seed = add_bitmap(postings.ordinals);
    }
    std::span<const std::uint32_t> wdfs;
    std::string bounds;
    if (entry.has_wdf) {
      wdfs = postings.wdfs;
      bounds = bounds_.of(postings.ordinals, wdfs);
    }
    const std::string packed = pack_postings(postings.ordinals, wdfs, entry.is_dense, bounds);
    append_checked(postings_, packed, seed);
    entry.postings_bytes = postings_.size() - entry.postings_at;
  }
  if (entry.has_positions) {
    const std::string packed = pack_positions(postings.counts, postings.positions);
    append_checked(positions_, packed);
    entry.positions_bytes = positions_.size() - entry.positions_at;
  }
  terms_.add(term, entry);
}

std::uint64_t SegmentWriter::add_bitmap(const std::vector<std::uint32_t>& ordinals) {
  const std::uint32_t articles = bounds_.articles();
  std::vector<std::uint64_t> words(words_of_bits(articles));
  std::vector<std::uint32_t> ranks(ranks_of_bits(articles));
  rank_bits(ordinals, words, ranks);
  std::string bitmap{view_of(words)};
  bitmap += view_of(ranks);
  bitmap.resize(format::bitmap_stride(articles));
  bitmaps_.append(bitmap);
  ++bitmap_count_;
  return base::hash64(bitmap);
}

/// All parts of a file, and what stands before them.
struct SegmentWriter::Layout {
  std::string begin;
  std::vector<Part> parts;
  std::vector<NewSection> sections;  ///< into which parts point

  /// Calls `take` with one stretch of bytes after the other.
  template <class Take>
  void for_each(const Take& take) const {
    const auto pad = [&](std::uint64_t size, std::size_t padding) {
      take(std::string(static_cast<std::size_t>(aligned(size + padding) - size), '\0'));
    };
    take(begin);
    pad(begin.size(), 0);
    for (const Part& each : parts) {
      if (each.spool == nullptr) {
        take(each.bytes);
      } else {
        each.spool->for_each(take);
      }
      pad(each.size, packed_padding);
    }
  }
};

namespace {

NewSection piece_checksums(const std::vector<NewSection>& sections) {
  NewSection out{Kind::piece_checksums, 0, {}};
  std::uint64_t number = 0;
  for (const NewSection& each : sections) {
    if (!format::has_pieces(each.kind)) continue;
    for (std::string_view left = each.bytes; !left.empty();) {
      const std::string_view piece = left.substr(0, format::piece_bytes);
      out.bytes += checksum_of(piece, number++);
      left.remove_prefix(piece.size());
    }
  }
  return out;
}

}  // namespace

SegmentWriter::Layout SegmentWriter::lay_out(ColumnBuilder& columns) {
  terms_.finish();
  Layout out;
  out.parts = {{Kind::term_blocks, 0, view_of(terms_.blocks())},
               {Kind::term_bytes, 0, terms_.bytes()},
               {Kind::postings, postings_},
               {Kind::bitmaps, bitmaps_},
               {Kind::positions, positions_},
               {Kind::records, columns.records()}};
  out.sections = columns.sections();
  out.sections.push_back(piece_checksums(out.sections));
  for (const auto& each : out.sections) out.parts.emplace_back(each.kind, each.slot, each.bytes);

  format::Head head;
  head.magic = format::magic;
  head.version = format::version;
  head.articles = columns.size();
  head.terms = terms_.size();
  head.total_length = columns.total_length();
  out.begin = head_and_table(head, out.parts);
  return out;
}

std::string SegmentWriter::write(ColumnBuilder& columns) {
  const Layout layout = lay_out(columns);
  const std::string name = base::hex_hash(layout.begin) + std::string(extension);
  NewFile file(folder_ / (name + ".new"));
  layout.for_each([&](std::string_view bytes) { file.write(bytes); });
  file.keep_as(folder_ / name);
  return name;
}

MappedFile SegmentWriter::write_unnamed(ColumnBuilder& columns) {
  const Layout layout = lay_out(columns);
  AppendFile file = AppendFile::unnamed(folder_);
  layout.for_each([&](std::string_view bytes) { file.append(bytes); });
  file.flush();
  return {file.descriptor(), folder_};
}

}  // namespace dateline::store
