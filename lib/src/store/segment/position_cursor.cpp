#include "store/segment/position_cursor.h"

#include <algorithm>
#include <utility>

namespace dateline::store {
namespace {

constexpr std::uint64_t every_byte = 0x0101'0101'0101'0101U;

// The bits of a byte as eight bytes of 0 or 1: each bit is met in a byte of its own, where adding
// carries it to the top.
std::uint64_t spread(unsigned char bits) {
  const std::uint64_t own = bits * every_byte & 0x8040'2010'0804'0201U;
  return (own + 0x7F * every_byte) >> 7U & every_byte;
}

// So many postings of a block one by one cost as much as the whole block.
constexpr std::uint32_t worth_unpacking = 40;

// Counts of less than 256 are added up eight at a time.
constexpr unsigned most_spread_rows = 7;

std::array<std::uint32_t, posting_block> counts_of(const PositionList::Block& block) {
  std::array<std::uint32_t, posting_block> out{};
  if (block.rows > most_spread_rows) {
    for (unsigned row = 0; row < block.rows; ++row) {
      const char* bits = block.row(row);
      for (std::uint32_t i = 0; i < block.size; ++i) out[i] += packed_at(bits, 1, i) << row;
    }
  } else {
    for (std::uint32_t i = 0; i < block.size; i += 8) {
      std::uint64_t eight = 0;
      for (unsigned row = 0; row < block.rows; ++row) {
        eight += spread(static_cast<unsigned char>(block.row(row)[i / 8])) << row;
      }
      for (std::uint32_t j = 0; j < 8; ++j) out[i + j] = eight >> (8 * j) & 0xFFU;
    }
  }
  for (std::uint32_t i = 0; i < block.size; ++i) out[i] += block.least;
  return out;
}

}  // namespace

PositionCursor::Positions PositionCursor::at_another_block(std::uint32_t index) {
  const std::uint32_t block = index / posting_block;
  if (reading_ == Reading::few && ++visits_to(block) < worth_unpacking) return read_one(index);
  unpack(block);
  return at(index);
}

std::uint32_t& PositionCursor::visits_to(std::uint32_t block) {
  if (std::exchange(visited_, block) != block) visits_ = 0;
  return visits_;
}

PositionCursor::Positions PositionCursor::read_one(std::uint32_t index) {
  const PositionList::Run run = list_->run(index);
  if (one_.size() < run.count) one_.resize(run.count);
  std::uint32_t position = 0;
  for (std::uint32_t i = 0; i < run.count; ++i) one_[i] = position += run.step(i);
  return {one_.data(), run.count, 0};
}

void PositionCursor::unpack(std::uint32_t number) {
  const PositionList::Block block = list_->block(number);
  const auto counts = counts_of(block);
  std::uint64_t all = 0;  // of damaged counts more than 32 bits
  for (std::uint32_t i = 0; i < block.size; ++i) {
    starts_[i] = static_cast<std::uint32_t>(all);
    all += counts[i];
  }
  list_->require(block, all);
  const auto total = static_cast<std::uint32_t>(all);
  std::fill(starts_.begin() + block.size, starts_.end(), total);
  if (sums_.size() <= total) sums_.resize(total + std::size_t{1});
  sums_[0] = 0;
  store::unpack(block.steps(), block.width, total, sums_.data() + 1);
  add_up(sums_.data() + 1, total, 0, 0);
  block_ = number;
}

}  // namespace dateline::store
