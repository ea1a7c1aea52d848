#include "store/segment/position_list.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "dateline/error.h"
#include "store/segment/bits.h"
#include "store/segment/posting_list.h"

namespace dateline::store {
namespace {

// The head of a block: rows of counts, and whether 1 was taken from each count; width of the
// positions.
constexpr unsigned rows_mask = 0x3F;
constexpr unsigned one_more = 0x80;
constexpr std::size_t block_head = 2;

[[noreturn]] void throw_corrupt() {
  throw CorruptError("a list of positions in a segment is damaged");
}

std::uint32_t ones(std::uint64_t bits) {
  return static_cast<std::uint32_t>(std::popcount(bits));
}

void append_u32(std::string& out, std::size_t number) {
  const auto value = static_cast<std::uint32_t>(number);
  std::array<char, sizeof value> bytes{};
  std::memcpy(bytes.data(), &value, sizeof value);
  out.append(bytes.data(), bytes.size());
}

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

PositionList::PositionList(std::span<const char> packed, std::uint32_t postings)
    : packed_(packed), postings_(postings) {
  const std::size_t blocks = (std::size_t{postings} + posting_block - 1) / posting_block;
  if (blocks > 1 && packed_.size() < blocks * sizeof(std::uint32_t)) throw_corrupt();
}

PositionList::Run PositionList::run(std::uint32_t index) const {
  if (index >= postings_) throw_corrupt();
  const std::uint32_t blocks = (postings_ + posting_block - 1) / posting_block;
  const std::uint32_t block = index / posting_block;
  const std::uint32_t place = index % posting_block;
  const std::uint32_t size = block + 1 < blocks ? posting_block : postings_ - block * posting_block;
  std::size_t at = 0;
  if (blocks > 1) {
    at = blocks * sizeof(std::uint32_t) + load_u32(packed_.data() + block * sizeof(std::uint32_t));
  }
  const std::size_t row_bytes = packed_bytes(size, 1);
  if (at + block_head > packed_.size()) throw_corrupt();
  const auto* head = reinterpret_cast<const unsigned char*>(packed_.data() + at);
  const unsigned rows = head[0] & rows_mask;
  const std::uint32_t least = (head[0] & one_more) != 0 ? 1 : 0;
  at += block_head;
  if (rows > 32 || head[1] > 32 || at + rows * row_bytes > packed_.size()) throw_corrupt();

  Run out;
  out.width = head[1];
  out.first = std::size_t{least} * place;
  out.count = least;
  // Bits from `place` on, which may be those of the next row, are masked away.
  const bool upper = place >= 64;
  const std::uint64_t below = (std::uint64_t{1} << (place % 64)) - 1;
  for (unsigned row = 0; row < rows; ++row) {
    const char* bits = packed_.data() + at + row * row_bytes;
    const std::uint64_t low = load_u64(bits);
    std::uint64_t own = low;
    std::size_t before = 0;
    if (upper) {
      own = load_u64(bits + sizeof low);
      before = ones(low);
    }
    out.first += (before + ones(own & below)) << row;
    out.count += static_cast<std::uint32_t>(own >> (place % 64) & 1U) << row;
  }
  at += rows * row_bytes;
  out.packed = packed_.data() + at;
  if (at + packed_bytes(out.first + out.count, out.width) > packed_.size()) throw_corrupt();
  return out;
}

std::uint32_t PositionList::count(std::uint32_t index) const {
  return run(index).count;
}

void PositionList::read(std::uint32_t index, std::vector<std::uint32_t>& out) const {
  const Run from = run(index);
  out.resize(from.count);
  std::uint32_t position = 0;
  for (std::uint32_t i = 0; i < from.count; ++i) {
    position += packed_at(from.packed, from.width, from.first + i);
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
    append_u32(starts, blocks.size());
    blocks += packed_block(some, positions.subspan(first, total));
    first += total;
  }
  return counts.size() <= posting_block ? blocks : starts + blocks;
}

}  // namespace dateline::store
