#include "store/segment/posting_list.h"

#include <algorithm>
#include <array>

#include "store/segment/bits.h"
#include "store/segment/damaged_segment.h"

namespace dateline::store {
namespace {

// The head of packed wdf: their width, and whether 1 was taken from each.
constexpr unsigned width_mask = 0x3F;
constexpr unsigned one_more = 0x80;

[[noreturn]] void throw_corrupt() {
  throw DamagedSegmentError("a list of postings in a segment is damaged");
}

unsigned width_of_all(std::span<const std::uint32_t> numbers) {
  std::uint32_t all = 0;
  for (const std::uint32_t each : numbers) all |= each;
  return bit_width(all);
}

void append_wdfs(std::string& out, std::span<const std::uint32_t> wdfs, unsigned& head) {
  const std::uint32_t least = std::min<std::uint32_t>(1, *std::ranges::min_element(wdfs));
  std::array<std::uint32_t, posting_block> rest{};
  for (std::size_t i = 0; i < wdfs.size(); ++i) rest[i] = wdfs[i] - least;
  const std::span<const std::uint32_t> numbers(rest.data(), wdfs.size());
  const unsigned width = width_of_all(numbers);
  head = width | (least == 1 ? one_more : 0);
  append_packed(out, numbers, width);
}

// Blocks: width of the gaps, head of the wdf, gaps, wdf; gaps missing where dense, wdf where all
// are 0.
std::string packed_block(std::span<const std::uint32_t> ordinals,
                         std::span<const std::uint32_t> wdfs, std::uint32_t first, bool dense) {
  std::string gaps;
  unsigned gap_bits = 0;
  if (!dense) {
    std::array<std::uint32_t, posting_block> all{};
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
      all[i] = ordinals[i] - first;
      first = ordinals[i] + 1;
    }
    const std::span<const std::uint32_t> numbers(all.data(), ordinals.size());
    gap_bits = width_of_all(numbers);
    append_packed(gaps, numbers, gap_bits);
  }
  std::string packed_wdfs;
  unsigned head = 0;
  if (!wdfs.empty()) append_wdfs(packed_wdfs, wdfs, head);
  std::string out;
  out += static_cast<char>(gap_bits);
  out += static_cast<char>(head);
  return out += gaps += packed_wdfs;
}

constexpr std::size_t block_head = 2;

}  // namespace

PostingList::PostingList(std::uint32_t ordinal, std::uint32_t wdf)
    : size_(1), has_wdf_(wdf != 0), only_ordinal_(ordinal), only_wdf_(wdf) {}

PostingList::PostingList(std::span<const char> packed, std::uint32_t size, std::uint32_t articles,
                         bool has_wdf, RankedBits bits)
    : packed_(packed), size_(size), articles_(articles), has_wdf_(has_wdf), bits_(bits) {
  if (size < 2 || size > articles) throw_corrupt();
  const std::size_t bounds = has_wdf ? bounds_of(size, articles) : 0;
  if (packed_.size() / sizeof(std::uint16_t) < bounds) throw_corrupt();
  bounds_ = {packed_.data(), bounds};
  packed_ = packed_.subspan(bounds * sizeof(std::uint16_t));
  if ((!is_dense() || has_wdf) && packed_.size() < table_bytes()) throw_corrupt();
}

// Of each block the last ordinal, then where it begins, counted from the end of the tables.
std::size_t PostingList::table_bytes() const {
  if (blocks() == 1) return 0;
  return std::size_t{blocks()} * sizeof(std::uint32_t) * (is_dense() ? 1 : 2);
}

PostingList::Block PostingList::block(std::uint32_t number) const {
  if (number >= blocks()) throw_corrupt();
  std::size_t at = table_bytes();
  if (blocks() > 1) {
    const std::size_t starts = is_dense() ? 0 : std::size_t{blocks()} * sizeof(std::uint32_t);
    at += load_u32(packed_.data() + starts + number * sizeof(std::uint32_t));
  }
  if (at + block_head > packed_.size()) throw_corrupt();
  const auto* head = reinterpret_cast<const unsigned char*>(packed_.data() + at);
  Block out;
  out.size = block_size(number);
  out.gap_bits = head[0];
  out.wdf_bits = head[1] & width_mask;
  out.least_wdf = (head[1] & one_more) != 0 ? 1 : 0;
  out.gaps = packed_.data() + at + block_head;
  const std::size_t gap_bytes = packed_bytes(out.size, out.gap_bits);
  out.wdfs = out.gaps + gap_bytes;
  const std::size_t end = at + block_head + gap_bytes + packed_bytes(out.size, out.wdf_bits);
  if (out.gap_bits > bit_width(articles_) || out.wdf_bits > 32 || end > packed_.size()) {
    throw_corrupt();
  }
  return out;
}

std::uint32_t PostingList::last(std::uint32_t block) const {
  if (size_ == 1) return only_ordinal_;
  if (blocks() > 1) return load_u32(packed_.data() + block * sizeof(std::uint32_t));
  std::array<std::uint32_t, posting_block> all{};
  return all[ordinals(block, all.data()) - 1];
}

std::uint32_t PostingList::ordinals(std::uint32_t number, std::uint32_t* out) const {
  if (size_ == 1) {
    *out = only_ordinal_;
    return 1;
  }
  const Block of = block(number);
  unpack(of.gaps, of.gap_bits, of.size, out);
  const std::uint32_t before = number == 0 ? UINT32_MAX : last(number - 1);  // one before 0
  if (number != 0 && before >= articles_) throw_corrupt();
  add_up(out, of.size, before, 1);
  const std::uint32_t next = out[of.size - 1] + 1;
  // No sum of gaps wraps round (see most_articles_of_segment): if the last is one, all are.
  if (next > articles_ || (blocks() > 1 && next != last(number) + 1)) throw_corrupt();
  return of.size;
}

std::uint32_t PostingList::wdfs(std::uint32_t number, std::uint32_t* out) const {
  if (size_ == 1) {
    *out = only_wdf_;
    return 1;
  }
  if (!has_wdf_) {
    std::fill_n(out, block_size(number), 0U);
    return block_size(number);
  }
  const Block of = block(number);
  unpack(of.wdfs, of.wdf_bits, of.size, out);
  for (std::uint32_t i = 0; i < of.size; ++i) out[i] += of.least_wdf;
  return of.size;
}

void PostingList::wdfs(std::uint32_t begin, std::uint32_t end, std::uint32_t* out) const {
  if (size_ == 1 || !has_wdf_) {
    std::fill_n(out, end - begin, only_wdf_);
    return;
  }
  // Eight numbers fill whole bytes: a piece begins with one of eight.
  constexpr std::uint32_t group = 8;
  std::array<std::uint32_t, posting_block> piece;  // NOLINT(*-member-init): written before read
  for (std::uint32_t at = begin; at < end;) {
    const Block of = block(at / posting_block);
    const std::uint32_t before = at % group;
    const std::uint32_t first = at % posting_block - before;
    const std::uint32_t count = std::min(of.size - first - before, end - at);
    const char* const from = of.wdfs + packed_bytes(first, of.wdf_bits);
    if (before == 0) {
      unpack(from, of.wdf_bits, count, out);
      for (std::uint32_t i = 0; i < count; ++i) out[i] += of.least_wdf;
    } else {
      unpack(from, of.wdf_bits, before + count, piece.data());
      for (std::uint32_t i = 0; i < count; ++i) out[i] = piece[before + i] + of.least_wdf;
    }
    out += count;
    at += count;
  }
}

void PostingList::wdfs_at(std::span<const std::uint32_t> indices, std::uint32_t* out) const {
  if (size_ == 1 || !has_wdf_) {
    std::fill_n(out, indices.size(), only_wdf_);
    return;
  }
  Block of;
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (indices[i] - begin >= of.size) {
      of = block(indices[i] / posting_block);
      begin = indices[i] / posting_block * posting_block;
    }
    out[i] = packed_at(of.wdfs, of.wdf_bits, indices[i] - begin) + of.least_wdf;
  }
}

bool PostingList::bounds_ranges() const {
  return !bounds_.empty() && store::bounds_ranges(size_, articles_);
}

std::uint32_t PostingList::wdf(std::uint32_t index) const {
  if (size_ == 1) return only_wdf_;
  if (!has_wdf_) return 0;
  const Block of = block(index / posting_block);
  return packed_at(of.wdfs, of.wdf_bits, index % posting_block) + of.least_wdf;
}

void PostingList::all_ordinals(std::uint32_t* out) const {
  if (!is_dense()) {
    for (std::uint32_t i = 0; i < blocks(); ++i) out += ordinals(i, out);
    return;
  }
  const std::uint32_t* end = out + size_;
  const std::uint32_t words = (articles_ + 63) / 64;
  for (std::uint32_t i = 0; i < words; ++i) {
    std::uint64_t word = bits_.words[i];
    if (std::popcount(word) > end - out) throw_corrupt();
    for (; word != 0; word &= word - 1) {
      *out++ = i * 64 + static_cast<std::uint32_t>(std::countr_zero(word));
    }
  }
  if (out != end || end[-1] >= articles_) throw_corrupt();
}

std::string pack_postings(std::span<const std::uint32_t> ordinals,
                          std::span<const std::uint32_t> wdfs, bool dense,
                          std::string_view bounds) {
  std::string out(bounds);
  if (dense && wdfs.empty()) return out;
  std::string lasts;
  std::string starts;
  std::string blocks;
  std::uint32_t first = 0;
  for (std::size_t at = 0; at < ordinals.size(); at += posting_block) {
    const std::size_t count = std::min<std::size_t>(posting_block, ordinals.size() - at);
    const auto some = ordinals.subspan(at, count);
    append_u32(lasts, some.back());
    append_u32(starts, offset32(blocks.size()));
    const auto some_wdfs = wdfs.empty() ? wdfs : wdfs.subspan(at, count);
    blocks += packed_block(some, some_wdfs, first, dense);
    first = some.back() + 1;
  }
  if (ordinals.size() > posting_block) {
    if (!dense) out += lasts;
    out += starts;
  }
  return out += blocks;
}

bool better_dense(std::uint32_t postings, std::uint32_t articles, bool is_filter) {
  // Short segments gain nothing, and their lists are short either way.
  if (articles < 8 * posting_block) return false;
  return postings >= articles / (is_filter ? 32 : 8);
}

}  // namespace dateline::store
