#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/segment/column_builder.h"
#include "store/segment/impact_bounds.h"
#include "store/segment/mapped_file.h"
#include "store/segment/spool.h"
#include "store/segment/term_dictionary.h"

namespace dateline::store {

/// The postings of one term, as a segment is to have them.
struct TermPostings {
  std::vector<std::uint32_t> ordinals;  ///< ascending
  std::vector<std::uint32_t> wdfs;      ///< one for each
  std::vector<std::uint32_t> counts;    ///< of positions, one for each
  std::vector<std::uint32_t> positions;
  void clear();
};

/// Lays out a segment: terms one after the other, then the columns. Packed lists wait on the disk
/// of the folder that the file is to stand in, the dictionary in memory.
class SegmentWriter {
 public:
  /// `lengths`: the sum of all wdf of each article.
  SegmentWriter(std::span<const std::uint32_t> lengths, const std::filesystem::path& folder)
      : folder_(folder),
        bounds_(lengths),
        postings_(folder),
        bitmaps_(folder),
        positions_(folder) {}

  /// Terms come sorted by bytes, each with one posting at least.
  void add(std::string_view term, const TermPostings& postings);

  /// Writes the file and makes it and the folder durable; gives its name, which is made of a hash
  /// of the content. Throws std::filesystem::filesystem_error, leaving nothing behind.
  std::string write(ColumnBuilder& columns);
  /// Writes it as a file without a name, whose room is free again when nobody has it mapped, and
  /// which no crash leaves behind.
  MappedFile write_unnamed(ColumnBuilder& columns);

 private:
  struct Layout;
  Layout lay_out(ColumnBuilder& columns);
  /// Puts it behind the others; gives its hash.
  std::uint64_t add_bitmap(const std::vector<std::uint32_t>& ordinals);

  std::filesystem::path folder_;
  ImpactBounds bounds_;
  TermDictionaryWriter terms_;
  Spool postings_;
  Spool bitmaps_;
  std::uint64_t bitmap_count_ = 0;
  Spool positions_;
};

}  // namespace dateline::store
