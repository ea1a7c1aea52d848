#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "store/glass/table_writer.h"

namespace dateline::store::glass {

/// What is known of a posting list before its postings are read.
struct ListSize {
  std::uint64_t postings = 0;
  std::uint64_t sum = 0;  ///< of their numbers
};

/// Writes what is kept under a name into the postlist table, plain: the list of segments has the
/// uuid in it, and deflated it would be as long as chance will have it.
void write_metadata(TableWriter& table, std::string_view user_key, std::string_view value);

/// Writes posting lists, and the documents' lengths, which have the same form, into the postlist
/// table: in chunks that fill whole items, four to a block. Xapian cuts at 2000 bytes and reads
/// any.
class PostingListWriter {
 public:
  /// `table` outlives the writer.
  explicit PostingListWriter(TableWriter& table) : table_(&table) {}

  /// `size` is told to readers; for lengths it is nothing. The views live until `end`. Throws
  /// InvalidArgumentError for a term that is there more often than Xapian can count.
  void begin(std::string_view list_key, std::string_view separator, const ListSize& size);
  void add(std::uint32_t docid, std::uint32_t number);
  /// After at least one posting.
  void end();

 private:
  enum class Chunk { more_follow, last };

  void begin_chunk(std::uint32_t docid, std::uint32_t number);
  void end_chunk(Chunk chunk);

  TableWriter* table_;
  std::string_view list_key_;
  std::string_view separator_;
  std::string key_;
  std::string head_;  // of the list's first chunk: what is known of the whole list
  std::string postings_;
  std::size_t used_ = 0;  ///< of `postings_`
  std::string tag_;
  std::size_t longest_tag_ = 0;
  std::uint32_t first_docid_ = 0;  // 0: no chunk yet
  std::uint32_t last_docid_ = 0;
};

/// Writes the values of a slot into the postlist table, in chunks likewise.
class ValueListWriter {
 public:
  /// `table` outlives the writer.
  explicit ValueListWriter(TableWriter& table) : table_(&table) {}

  /// The view lives until `end`.
  void begin(std::string_view list_key);
  void add(std::uint32_t docid, std::string_view value);
  void end();

 private:
  void end_chunk();

  TableWriter* table_;
  std::string_view list_key_;
  std::string key_;
  std::string tag_;
  std::string next_;
  std::uint32_t last_docid_ = 0;
};

}  // namespace dateline::store::glass
