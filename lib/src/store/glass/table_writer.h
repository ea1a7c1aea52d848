#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/append_file.h"
#include "store/glass/block.h"
#include "store/glass/deflater.h"

namespace dateline::store::glass {

/// Where a table's tree begins, as the version file tells it.
struct TableRoot {
  std::uint32_t block = 0;
  std::size_t level = 0;
  std::uint64_t entries = 0;
  std::uint32_t blocks = 0;  ///< 0: there is no file
};

/// A tag as it stands in a table.
enum class Stored { plain, deflated };
struct StoredTag {
  std::string_view bytes;
  Stored form = Stored::plain;
};

/// Writes one table (a B-tree from keys to tags) from its lowest key to its highest: leaves as they
/// are filled, each block of the levels above when it is full, so that nothing is ever read or
/// written again. For one thread at a time. Throws std::filesystem::filesystem_error.
class TableWriter {
 public:
  /// What an empty table is: a file with an empty leaf, or none.
  enum class Empty { file, none };

  TableWriter(std::filesystem::path file, Deflate deflate, Empty empty);

  /// The longest tag that is kept whole beside such a key; longer ones are cut.
  static std::size_t longest_whole_tag(std::size_t key_size);

  /// Keys have 1 to 255 bytes and ascend (as unsigned bytes, then by length), else Error: a defect
  /// of the caller. Throws InvalidArgumentError if the tag is too long for any table (100 MB).
  void add(std::string_view key, std::string_view tag);
  /// The same for a tag that is to stand as it is.
  void add_stored(std::string_view key, const StoredTag& tag);
  /// Returns when the table is on the disk. Nothing may be called afterwards.
  TableRoot finish();

 private:
  // What a table's parent block says of a block: no key of the block is before this one.
  struct DividingKey {
    std::string bytes;
    std::uint16_t component = 0;
  };
  struct Level {
    Block block;
    DividingKey begin;
  };

  void add_pieces(std::string_view key, std::string_view tag, std::uint16_t flags);
  void add_piece(std::string_view key, std::uint16_t component, std::string_view bytes,
                 std::uint16_t flags);
  void begin_table();
  void begin_leaf(std::string_view key, std::uint16_t component);
  std::uint32_t write_block(std::size_t level);
  void add_child(std::size_t level, const DividingKey& key, std::uint32_t block);
  void close_block(std::size_t level);

  std::filesystem::path path_;
  Empty empty_;
  std::optional<Deflater> deflater_;
  std::optional<AppendFile> file_;
  std::vector<Level> levels_;
  std::string last_key_;
  std::uint64_t entries_ = 0;
  std::uint32_t blocks_ = 0;
};

}  // namespace dateline::store::glass
