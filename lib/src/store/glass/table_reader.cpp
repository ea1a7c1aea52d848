#include "store/glass/table_reader.h"

#include <fmt/format.h>

#include "dateline/error.h"
#include "store/glass/item.h"
#include "store/guard.h"

namespace dateline::store::glass {

struct TableReader::Item {
  std::string_view key;
  std::string_view bytes;
  std::uint16_t flags = 0;
  std::uint16_t component = first_component;
};

TableReader::TableReader(const std::filesystem::path& file, const TableRoot& root,
                         std::uint64_t revision)
    : path_(file), root_(root), revision_(revision) {
  if (root_.blocks == 0) return;
  if (!std::filesystem::exists(file)) fail("it is missing");
  file_ = MappedFile(file);
  way_.push_back(enter(root_.block, root_.level));
  Item first;  // the one with an empty key
  if (!next_item(first) || !first.key.empty()) fail("it does not begin as a table");
}

bool TableReader::next() {
  Item item;
  if (!next_item(item)) {
    if (entries_ == root_.entries) return false;
    fail(fmt::format("it has {} entries, where {} are counted", entries_, root_.entries));
  }
  if ((item.flags & first_flag) == 0 || (entries_ > 0 && item.key <= key_)) {
    fail("its entries are out of order");
  }
  ++entries_;
  key_ = item.key;
  piece_ = item.bytes;
  form_ = (item.flags & deflated_flag) != 0 ? Stored::deflated : Stored::plain;
  is_joined_ = (item.flags & last_flag) == 0;
  if (!is_joined_) return true;
  joined_ = item.bytes;
  while ((item.flags & last_flag) == 0) {
    const std::uint16_t before = item.component;
    if (!next_item(item) || item.key != key_ || item.component != before + 1) {
      fail("a piece of an entry is missing");
    }
    joined_ += item.bytes;
  }
  return true;
}

bool TableReader::next_item(Item& out) {
  while (!way_.empty()) {
    Place& place = way_.back();
    if (place.next == place.directory_end) {
      way_.pop_back();
      continue;
    }
    const std::size_t offset = next_offset(place);
    if (way_.size() > root_.level) {
      out = leaf_item(place.block, offset);
      return true;
    }
    way_.push_back(enter(child(place.block, offset), root_.level - way_.size()));
  }
  return false;
}

TableReader::Place TableReader::enter(std::uint32_t number, std::size_t level) const {
  if ((std::uint64_t{number} + 1) * block_size > file_.size()) fail("it is cut off");
  const char* block = file_.data() + std::size_t{number} * block_size;
  if (big_endian32(block) > revision_) {
    throw Error(ErrorCode::unavailable,
                fmt::format("{}: it was changed while it was read: let what changes it finish, and "
                            "try again",
                            path_.string()));
  }
  const Place out{block, Block::header_size, big_endian16(block + Block::directory_end_at)};
  if (static_cast<unsigned char>(block[Block::level_at]) != level ||
      out.directory_end <= out.next || out.directory_end > block_size ||
      (out.directory_end - out.next) % Block::directory_entry_size != 0) {
    fail(fmt::format("block {} is damaged", number));
  }
  return out;
}

std::size_t TableReader::next_offset(Place& place) const {
  const std::size_t out = big_endian16(place.block + place.next);
  place.next += Block::directory_entry_size;
  if (out < place.directory_end || out + item_head_size > block_size) fail("an item is damaged");
  return out;
}

TableReader::Item TableReader::leaf_item(const char* block, std::size_t offset) const {
  const char* at = block + offset;
  Item out;
  out.flags = big_endian16(at);
  const std::size_t key_size = static_cast<unsigned char>(at[key_size_at]);
  std::size_t size = out.flags & item_size_mask;
  const bool numbered = (out.flags & first_flag) == 0;
  const std::size_t before_tag = key_size + (numbered ? component_size : 0);
  if (size < before_tag || offset + item_head_size + size > block_size) fail("an item is damaged");
  at += item_head_size;
  out.key = {at, key_size};
  if (numbered) out.component = big_endian16(at + key_size);
  out.bytes = {at + before_tag, size - before_tag};
  return out;
}

std::uint32_t TableReader::child(const char* block, std::size_t offset) const {
  if (offset + branch_overhead > block_size) fail("an item is damaged");
  return big_endian32(block + offset);
}

void TableReader::fail(std::string_view what) const {
  throw_damaged(path_, what);
}

}  // namespace dateline::store::glass
