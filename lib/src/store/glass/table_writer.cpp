#include "store/glass/table_writer.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "dateline/error.h"
#include "store/glass/item.h"

namespace dateline::store::glass {
namespace {

constexpr std::size_t longest_key = 255;
constexpr std::size_t most_levels = 10;

// Four of the largest items fit in a block: glass relies on it where it splits one.
constexpr std::size_t largest_item =
    (block_size - Block::header_size - 4 * Block::directory_entry_size) / 4;

/// Of a piece of a tag, what is not bytes of the tag.
std::size_t overhead(std::size_t key_size, std::uint16_t component) {
  return item_head_size + key_size + (component == first_component ? 0 : component_size);
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
  return largest_item - overhead(key_size, first_component);
}

void TableWriter::add(std::string_view key, std::string_view tag) {
  if (deflater_) {
    if (const std::string_view small = deflater_->deflate(tag); !small.empty()) {
      add_stored(key, {small, Stored::deflated});
      return;
    }
  }
  add_stored(key, {tag, Stored::plain});
}

void TableWriter::add_stored(std::string_view key, const StoredTag& tag) {
  if (key.empty() || key.size() > longest_key || key <= std::string_view{last_key_}) {
    throw Error(ErrorCode::internal,
                fmt::format("{}: a key of {} bytes is out of order or of wrong size. This is a "
                            "defect of the library; please report it",
                            path_.string(), key.size()));
  }
  if (!file_) begin_table();
  add_pieces(key, tag.bytes, tag.form == Stored::deflated ? deflated_flag : 0);
  last_key_ = key;
  ++entries_;
}

// Each piece takes what its block has left, if that is worth an item: blocks are then full to their
// ends. Only tags that are too long for one item are cut by glass itself, but it reads a tag of any
// pieces; blocks of whole ones are some 4 % larger.
void TableWriter::add_pieces(std::string_view key, std::string_view tag, std::uint16_t flags) {
  constexpr std::size_t worth_an_item = 32;
  if (tag.size() / (largest_item - overhead(key.size(), 2)) + 2 > most_components) {
    throw InvalidArgumentError(
        fmt::format("{}: {} bytes are more than an entry of a Xapian table can hold. Store less "
                    "of the article",
                    path_.string(), tag.size()));
  }
  for (std::uint16_t component = first_component;; ++component) {
    const std::size_t other = overhead(key.size(), component);
    std::size_t room = levels_.front().block.room();
    if (room < other + std::min(worth_an_item, tag.size())) {
      begin_leaf(key, component);
      room = levels_.front().block.room();
    }
    const std::size_t size = std::min({tag.size(), room - other, largest_item - other});
    std::uint16_t place = component == first_component ? first_flag : 0;
    if (size == tag.size()) place |= last_flag;
    add_piece(key, component, tag.substr(0, size), flags | place);
    if (size == tag.size()) return;
    tag.remove_prefix(size);
  }
}

void TableWriter::add_piece(std::string_view key, std::uint16_t component, std::string_view bytes,
                            std::uint16_t flags) {
  const std::size_t size = overhead(key.size(), component) + bytes.size();
  char* out = levels_.front().block.add(size);
  put_big_endian(out, static_cast<std::uint16_t>((size - item_head_size) | flags));
  out[key_size_at] = static_cast<char>(key.size());
  out = put_bytes(out + item_head_size, key);
  if (component != first_component) {
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
  if (levels_[level].block.room() < branch_overhead + key.bytes.size()) close_block(level);
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
