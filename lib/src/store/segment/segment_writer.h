#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "store/segment/column_builder.h"
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

/// Lays out a segment: terms one after the other, then the columns. Holds the packed file in memory
/// until it is written.
class SegmentWriter {
 public:
  explicit SegmentWriter(std::uint32_t articles) : articles_(articles) {}

  /// Terms come sorted by bytes, each with one posting at least.
  void add(std::string_view term, const TermPostings& postings);

  /// Writes the file into `folder` and makes both durable; gives its name, which is made of a hash
  /// of the content. Throws std::filesystem::filesystem_error, leaving nothing behind.
  std::string write(const ColumnBuilder& columns, const std::filesystem::path& folder);

 private:
  /// Puts it behind the others.
  void add_bitmap(const std::vector<std::uint32_t>& ordinals);

  std::uint32_t articles_;
  TermDictionaryWriter terms_;
  std::string postings_;
  std::string bitmaps_;
  std::uint64_t bitmap_count_ = 0;
  std::string positions_;
};

}  // namespace dateline::store
