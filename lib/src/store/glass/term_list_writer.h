#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "store/glass/list_writers.h"
#include "store/glass/table_writer.h"
#include "store/term_list.h"

namespace dateline::store::glass {

/// What the lists of terms are written to.
struct TermTables {
  TableWriter& postlist;
  TableWriter& position;
  /// As GlassBuilderOptions::stores.
  const std::function<bool(std::string_view term)>& stores;
};

/// Writes the lists of terms, which come in the order of their keys, into the tables that have
/// postings and positions.
class TermListWriter {
 public:
  /// The tables outlive the writer.
  explicit TermListWriter(const TermTables& to) : to_(to), postings_(to.postlist) {}

  /// Throws InvalidArgumentError for a term that is there more often than Xapian can count.
  void write(const TermList& list);

 private:
  void write_positions(std::uint32_t docid, std::span<const std::uint32_t> positions);

  TermTables to_;
  PostingListWriter postings_;
  std::string escaped_;
  std::string position_key_;
  std::size_t position_key_prefix_ = 0;
  std::string tag_;
};

}  // namespace dateline::store::glass
