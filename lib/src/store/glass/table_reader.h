#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "store/glass/block.h"
#include "store/glass/table_writer.h"
#include "store/segment/mapped_file.h"

namespace dateline::store::glass {

/// Reads one table of a database, which need not be one that was built, from its lowest key to its
/// highest: tags as they stand, so that they can be written elsewhere without being unpacked. For
/// one thread at a time. Nobody may change the database meanwhile; a block of a later commit is
/// told. Members throw CorruptError for what is no table, Error (unavailable) for a later commit,
/// std::filesystem::filesystem_error where the system refuses.
class TableReader {
 public:
  /// `root` and `revision` as the version file of the database has them.
  TableReader(const std::filesystem::path& file, const TableRoot& root, std::uint64_t revision);

  /// Goes to the first entry, then to the next; false behind the last.
  bool next();
  /// Until the next call of `next`, as `tag`.
  std::string_view key() const { return key_; }
  StoredTag tag() const { return {is_joined_ ? std::string_view{joined_} : piece_, form_}; }

  /// Throws CorruptError that says `what` is wrong with the table.
  [[noreturn]] void fail(std::string_view what) const;

 private:
  struct Item;
  /// A block on the way from the root to the present item.
  struct Place {
    const char* block = nullptr;
    std::size_t next = 0;  ///< where in its directory
    std::size_t directory_end = 0;
  };

  bool next_item(Item& out);
  Place enter(std::uint32_t number, std::size_t level) const;
  std::size_t next_offset(Place& place) const;
  Item leaf_item(const char* block, std::size_t offset) const;
  std::uint32_t child(const char* block, std::size_t offset) const;

  std::filesystem::path path_;
  MappedFile file_;
  TableRoot root_;
  std::uint64_t revision_;
  std::vector<Place> way_;  ///< the root first, a leaf last; empty behind the last item
  std::uint64_t entries_ = 0;
  std::string_view key_;
  std::string_view piece_;  ///< the first of the tag
  bool is_joined_ = false;
  std::string joined_;  ///< of all pieces
  Stored form_ = Stored::plain;
};

}  // namespace dateline::store::glass
