#include "store/glass/table_writer.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "dateline/error.h"

namespace dateline::store::glass {
namespace {

constexpr std::size_t longest_key = 255;
constexpr std::size_t most_levels = 10;

// A leaf item: 16 bits of size and flags, the key's length, the key, a component number unless it
// is the first, bytes of the tag.
constexpr std::size_t item_head_size = 3;
constexpr std::size_t component_size = 2;
constexpr std::uint16_t deflated_flag = 0x8000;
constexpr std::uint16_t last_flag = 0x4000;
constexpr std::uint16_t first_flag = 0x2000;
constexpr std::uint16_t first_component = 1;

// A branch item: the child's block, the key's length, the key, the component number.
constexpr std::size_t child_size = 4;
constexpr std::size_t branch_overhead = child_size + 1 + component_size;

// Four of the largest items fit in a block: glass relies on it where it splits one.
constexpr std::size_t largest_item =
    (block_size - Block::header_size - 4 * Block::directory_entry_size) / 4;

constexpr std::uint16_t most_components = std::numeric_limits<std::uint16_t>::max();

/// What all but the first and the last piece of a tag hold.
std::size_t piece_size(std::size_t key_size) {
  return largest_item - item_head_size - component_size - key_size;
}

char* put_bytes(char* out, std::string_view bytes) {
  return std::copy(bytes.begin(), bytes.end(), out);
}

/// The shortest key that is above `below` and not above `key`.
std::string_view shortest_between(std::string_view below, std::string_view key) {
  const auto [first, second] = std::mismatch(below.begin(), below.end(), key.begin(), key.end());
  const auto common = static_cast<std::size_t>(second - key.begin());
  return key.substr(0, common + 1);
}

}  // namespace

TableWriter::TableWriter(std::filesystem::path file, Deflate deflate, Empty empty)
    : path_(std::move(file)), empty_(empty) {
  if (deflate == Deflate::where_smaller) deflater_.emplace();
}

std::size_t TableWriter::longest_whole_tag(std::size_t key_size) {
  return largest_item - item_head_size - key_size;
}

void TableWriter::add(std::string_view key, std::string_view tag) {
  if (key.empty() || key.size() > longest_key || key <= std::string_view{last_key_}) {
    throw Error(ErrorCode::internal,
                fmt::format("{}: a key of {} bytes is out of order or of wrong size. This is a "
                            "defect of the library; please report it",
                            path_.string(), key.size()));
  }
  Stored stored = Stored::plain;
  if (deflater_) {
    if (const std::string_view small = deflater_->deflate(tag); !small.empty()) {
      tag = small;
      stored = Stored::deflated;
    }
  }
  if (!file_) begin_table();
  if (tag.size() <= longest_whole_tag(key.size())) {
    add_whole(key, tag, stored);
  } else {
    add_in_pieces(key, tag, stored);
  }
  last_key_ = key;
  ++entries_;
}

void TableWriter::add_whole(std::string_view key, std::string_view tag, Stored stored) {
  const std::uint16_t deflated = stored == Stored::deflated ? deflated_flag : 0;
  add_piece(key, first_component, tag, deflated | first_flag | last_flag);
}

// The first piece takes what whole pieces will leave free of this block, if that is worth an item:
// the block is then filled to its end. glass_table.cc, GlassTable::add, cuts alike.
void TableWriter::add_in_pieces(std::string_view key, std::string_view tag, Stored stored) {
  constexpr std::size_t worth_an_item = 34;
  const std::size_t piece = piece_size(key.size());
  if (tag.size() / piece + 2 > most_components) {
    throw InvalidArgumentError(
        fmt::format("{}: {} bytes are more than an entry of a Xapian table can hold ({} bytes). "
                    "Store less of the article",
                    path_.string(), tag.size(), piece * (most_components - 2)));
  }
  const std::size_t left_over =
      levels_.front().block.gap() % (largest_item + Block::directory_entry_size);
  const std::size_t overhead =
      Block::directory_entry_size + item_head_size + component_size + key.size();
  std::size_t size = left_over >= overhead + key.size() + worth_an_item
                         ? left_over - overhead + component_size
                         : piece + component_size;
  const std::uint16_t deflated = stored == Stored::deflated ? deflated_flag : 0;
  for (std::uint16_t component = first_component; !tag.empty(); ++component) {
    size = std::min(size, tag.size());
    std::uint16_t flags = deflated;
    if (component == first_component) flags |= first_flag;
    if (size == tag.size()) flags |= last_flag;
    add_piece(key, component, tag.substr(0, size), flags);
    tag.remove_prefix(size);
    size = piece;
  }
}

void TableWriter::add_piece(std::string_view key, std::uint16_t component, std::string_view bytes,
                            std::uint16_t flags) {
  const bool numbered = component != first_component;
  const std::size_t size =
      item_head_size + key.size() + (numbered ? component_size : 0) + bytes.size();
  if (!levels_.front().block.has_room(size)) begin_leaf(key, component);
  char* out = levels_.front().block.add(size);
  put_big_endian(out, static_cast<std::uint16_t>((size - item_head_size) | flags));
  out[2] = static_cast<char>(key.size());
  out = put_bytes(out + item_head_size, key);
  if (numbered) {
    put_big_endian(out, component);
    out += component_size;
  }
  put_bytes(out, bytes);
}

// Every table begins with an item with an empty key: cursors stand on it before the first entry.
void TableWriter::begin_table() {
  file_.emplace(AppendFile::create(path_));
  levels_.emplace_back();
  put_big_endian(levels_.front().block.add(item_head_size),
                 static_cast<std::uint16_t>(first_flag | last_flag));
}

void TableWriter::begin_leaf(std::string_view key, std::uint16_t component) {
  close_block(0);
  levels_.front().begin = {
      std::string{component == first_component ? shortest_between(last_key_, key) : key},
      component};
}

std::uint32_t TableWriter::write_block(std::size_t level) {
  if (blocks_ == std::numeric_limits<std::uint32_t>::max()) {
    throw IoError(
        fmt::format("{}: the table has all the blocks that Xapian can count. Divide the "
                    "archive among several indexes",
                    path_.string()));
  }
  file_->append(levels_[level].block.finish(level));
  return blocks_++;
}

void TableWriter::close_block(std::size_t level) {
  const std::uint32_t number = write_block(level);
  const DividingKey begin = std::exchange(levels_[level].begin, {});
  levels_[level].block.clear();
  add_child(level + 1, begin, number);
}

// The first item of a branch has an empty key, for its key is in the block above, unshortened.
void TableWriter::add_child(std::size_t level, const DividingKey& key, std::uint32_t block) {
  if (level == levels_.size()) {
    if (level == most_levels) {
      throw Error(ErrorCode::internal, fmt::format("{}: the tree grew too high. This is a defect "
                                                   "of the library; please report it",
                                                   path_.string()));
    }
    levels_.emplace_back();
  }
  if (!levels_[level].block.has_room(branch_overhead + key.bytes.size())) close_block(level);
  const bool first = levels_[level].block.empty();
  if (first) levels_[level].begin = key;
  const std::string_view bytes = first ? std::string_view{} : std::string_view{key.bytes};
  char* out = levels_[level].block.add(branch_overhead + bytes.size());
  put_big_endian(out, block);
  out[child_size] = static_cast<char>(bytes.size());
  out = put_bytes(out + child_size + 1, bytes);
  put_big_endian(out, first ? std::uint16_t{0} : key.component);
}

TableRoot TableWriter::finish() {
  if (!file_) {
    if (empty_ == Empty::none) return {};
    begin_table();
  }
  std::size_t level = 0;
  while (level + 1 < levels_.size()) close_block(level++);
  const std::uint32_t root = write_block(level);
  file_->sync();
  return {.block = root, .level = level, .entries = entries_, .blocks = blocks_};
}

}  // namespace dateline::store::glass
