#include "store/segment/position_list.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/hash.h"
#include "store/segment/bits.h"
#include "store/segment/damaged_segment.h"
#include "store/segment/posting_list.h"

namespace dateline::store {
namespace {

constexpr unsigned one_more = 0x80;

// Row by row the bits of all counts.
void append_rows(std::string& out, std::span<const std::uint32_t> counts, unsigned rows) {
  for (unsigned row = 0; row < rows; ++row) {
    std::array<std::uint32_t, posting_block> bits{};
    for (std::size_t i = 0; i < counts.size(); ++i) bits[i] = counts[i] >> row & 1U;
    append_packed(out, {bits.data(), counts.size()}, 1);
  }
}

std::string packed_block(std::span<const std::uint32_t> counts,
                         std::span<const std::uint32_t> positions) {
  // The first position of each posting as it is, then what each is more than the one before.
  std::vector<std::uint32_t> steps(positions.begin(), positions.end());
  std::size_t at = 0;
  for (const std::uint32_t count : counts) {
    for (std::size_t i = count; i-- > 1;) steps[at + i] -= steps[at + i - 1];
    at += count;
  }
  const std::uint32_t least = std::min<std::uint32_t>(1, *std::ranges::min_element(counts));
  std::vector<std::uint32_t> rest(counts.begin(), counts.end());
  for (std::uint32_t& each : rest) each -= least;
  const unsigned rows = bit_width(*std::ranges::max_element(rest));
  const unsigned width = steps.empty() ? 0 : bit_width(*std::ranges::max_element(steps));
  std::string out;
  out += static_cast<char>(rows | (least == 1 ? one_more : 0));
  out += static_cast<char>(width);
  append_rows(out, rest, rows);
  append_packed(out, steps, width);
  return out;
}

}  // namespace

void PositionList::fail() {
  throw DamagedSegmentError("a list of positions in a segment is damaged");
}

PositionList::PositionList(std::span<const char> packed, std::uint32_t postings, Check check)
    : packed_(packed), postings_(postings), check_(check) {
  const std::size_t blocks = (std::size_t{postings} + posting_block - 1) / posting_block;
  if (blocks > 1 && packed_.size() < blocks * sizeof(std::uint32_t)) fail();
}

bool PositionList::is_sound() const {
  if (check_.compared != nullptr && check_.compared->has(check_.piece)) return true;
  if (base::checksum32({packed_.data(), packed_.size()}) != check_.checksum) return false;
  if (check_.compared != nullptr) check_.compared->add(check_.piece);
  return true;
}

void PositionList::read(std::uint32_t index, std::vector<std::uint32_t>& out) const {
  const Run from = run(index);
  out.resize(from.count);
  std::uint32_t position = 0;
  for (std::uint32_t i = 0; i < from.count; ++i) {
    position += from.step(i);
    out[i] = position;
  }
}

std::string pack_positions(std::span<const std::uint32_t> counts,
                           std::span<const std::uint32_t> positions) {
  std::string starts;
  std::string blocks;
  std::size_t first = 0;
  for (std::size_t at = 0; at < counts.size(); at += posting_block) {
    const auto some = counts.subspan(at, std::min<std::size_t>(posting_block, counts.size() - at));
    const std::size_t total = std::accumulate(some.begin(), some.end(), std::size_t{0});
    append_u32(starts, offset32(blocks.size()));
    blocks += packed_block(some, positions.subspan(first, total));
    first += total;
  }
  return counts.size() <= posting_block ? blocks : starts + blocks;
}

}  // namespace dateline::store
