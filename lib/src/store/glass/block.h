#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::store::glass {

/// Of every table.
inline constexpr std::size_t block_size = 8192;
/// Of every block and table: that of a new database's first commit.
inline constexpr std::uint32_t first_revision = 1;

inline void put_big_endian(char* out, std::uint16_t number) {
  out[0] = static_cast<char>(static_cast<unsigned char>(number >> 8U));
  out[1] = static_cast<char>(static_cast<unsigned char>(number));
}

inline void put_big_endian(char* out, std::uint32_t number) {
  put_big_endian(out, static_cast<std::uint16_t>(number >> 16U));
  put_big_endian(out + 2, static_cast<std::uint16_t>(number));
}

inline std::uint16_t big_endian16(const char* bytes) {
  return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[0]) << 8U |
                                    static_cast<unsigned char>(bytes[1]));
}

inline std::uint32_t big_endian32(const char* bytes) {
  return std::uint32_t{big_endian16(bytes)} << 16U | big_endian16(bytes + 2);
}

/// A block of a table while it is filled: items from its end downwards, a directory of their places
/// from its header upwards.
class Block {
 public:
  /// In the header: the revision, the level, the largest gap, all gaps, the directory's end.
  static constexpr std::size_t level_at = 4;
  static constexpr std::size_t directory_end_at = 9;
  static constexpr std::size_t header_size = 11;
  static constexpr std::size_t directory_entry_size = 2;

  Block() : bytes_(block_size, '\0') {}

  bool empty() const { return directory_end_ == header_size; }
  /// Between directory and items.
  std::size_t gap() const { return lowest_item_ - directory_end_; }
  /// The largest item that can be added.
  std::size_t room() const {
    return gap() < directory_entry_size ? 0 : gap() - directory_entry_size;
  }
  /// Where the next item is to be written. There is room.
  char* add(std::size_t item_size);
  /// The whole block, with its header, valid until the next change.
  std::string_view finish(std::size_t level);
  void clear();

 private:
  std::string bytes_;
  std::size_t directory_end_ = header_size;
  std::size_t lowest_item_ = block_size;
};

}  // namespace dateline::store::glass
