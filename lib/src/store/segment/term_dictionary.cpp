#include "store/segment/term_dictionary.h"

#include <algorithm>

#include "base/bytes.h"
#include "store/segment/checked.h"
#include "store/segment/damaged_segment.h"

namespace dateline::store {
namespace {

// What stands before an entry's numbers, below the number of articles.
constexpr std::uint64_t wdf_flag = 1;
constexpr std::uint64_t positions_flag = 2;
constexpr std::uint64_t dense_flag = 4;
constexpr unsigned flags = 3;

[[noreturn]] void throw_corrupt() {
  throw DamagedSegmentError("the dictionary of a segment is damaged");
}

std::uint64_t prefix_of(std::string_view term) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < sizeof out; ++i) {
    out = out << 8U | (i < term.size() ? static_cast<unsigned char>(term[i]) : 0U);
  }
  return out;
}

std::uint64_t read_number(std::string_view& bytes) {
  std::uint64_t out = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    out |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return out;
  }
  throw_corrupt();
}

std::uint32_t read_u32(std::string_view& bytes) {
  const std::uint64_t out = read_number(bytes);
  if (out > UINT32_MAX) throw_corrupt();
  return static_cast<std::uint32_t>(out);
}

std::string_view read_bytes(std::string_view& bytes, std::uint64_t count) {
  if (count > bytes.size()) throw_corrupt();
  const std::string_view out = bytes.substr(0, count);
  bytes.remove_prefix(count);
  return out;
}

/// Where the next lists begin.
struct Ends {
  std::uint64_t postings = 0;
  std::uint64_t positions = 0;
};

TermEntry read_entry(std::string_view& bytes, std::uint64_t number, Ends& ends) {
  const std::uint64_t head = read_number(bytes);
  if (head >> flags == 0 || head >> flags > UINT32_MAX) throw_corrupt();
  TermEntry out;
  out.number = number;
  out.articles = static_cast<std::uint32_t>(head >> flags);
  out.has_wdf = (head & wdf_flag) != 0;
  out.has_positions = (head & positions_flag) != 0;
  out.is_dense = (head & dense_flag) != 0;
  if (out.articles == 1) {
    out.only_ordinal = read_u32(bytes);
    if (out.has_wdf) out.only_wdf = read_u32(bytes);
  } else {
    out.postings_bytes = read_number(bytes);
    if (out.is_dense) out.bitmap = read_number(bytes);
  }
  if (out.has_positions) out.positions_bytes = read_number(bytes);
  out.postings_at = ends.postings;
  out.positions_at = ends.positions;
  ends.postings += out.postings_bytes;
  ends.positions += out.positions_bytes;
  return out;
}

std::string_view first_term(std::string_view block) {
  read_number(block);
  read_number(block);
  if (read_number(block) != 0) throw_corrupt();
  return read_bytes(block, read_number(block));
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
  const auto ends = std::mismatch(a.begin(), a.begin() + std::min(a.size(), b.size()), b.begin());
  return static_cast<std::size_t>(ends.first - a.begin());
}

}  // namespace

TermDictionary::TermDictionary(std::span<const TermBlock> blocks, std::string_view bytes,
                               std::uint64_t terms)
    : blocks_(blocks), bytes_(bytes), terms_(terms) {
  // Any number: a sum could begin anew at 0.
  if (blocks.size() != terms / terms_of_block + (terms % terms_of_block != 0 ? 1 : 0)) {
    throw_corrupt();
  }
}

std::string_view TermDictionary::block_bytes(std::size_t number) const {
  const std::uint64_t begin = blocks_[number].at;
  const std::uint64_t end = number + 1 < blocks_.size() ? blocks_[number + 1].at : bytes_.size();
  if (end > bytes_.size() || begin > end || end - begin < checksum_bytes) throw_corrupt();
  return bytes_.substr(begin, end - begin);
}

std::string_view TermDictionary::block(std::size_t number) const {
  const auto out = checked_piece(block_bytes(number), number);
  if (!out) throw_corrupt();
  return *out;
}

std::size_t TermDictionary::block_of(std::string_view term) const {
  const std::uint64_t prefix = prefix_of(term);
  const auto [first, last] = std::ranges::equal_range(blocks_, prefix, {}, &TermBlock::prefix);
  auto low = static_cast<std::size_t>(first - blocks_.begin());
  auto high = static_cast<std::size_t>(last - blocks_.begin());
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (first_term(block_bytes(middle).substr(checksum_bytes)) <= term) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low == 0 ? 0 : low - 1;
}

// Of a term before the one that is looked for it is enough to know how many bytes they share: a
// term that shares more with its predecessor than that is before it too, one that shares less is
// behind it. A term that is not there stands between two that are, both read from sound blocks.
std::optional<TermEntry> TermDictionary::find(std::string_view term) const {
  if (terms_ == 0) return std::nullopt;
  const std::size_t number = block_of(term);
  std::string_view rest = block(number);
  Ends ends;
  ends.postings = read_number(rest);
  ends.positions = read_number(rest);
  std::size_t known = 0;
  const std::uint64_t count = std::min(terms_of_block, terms_ - number * terms_of_block);
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t shared = read_number(rest);
    const std::string_view tail = read_bytes(rest, read_number(rest));
    const TermEntry entry = read_entry(rest, number * terms_of_block + i, ends);
    if (shared > known) continue;
    if (shared < known) return std::nullopt;
    const std::string_view wanted = term.substr(known);
    const std::size_t more = common_prefix(tail, wanted);
    if (more == tail.size() && more == wanted.size()) return entry;
    if (tail.substr(more) > wanted.substr(more)) {
      if (i == 0 && number > 0) throw_corrupt();
      return std::nullopt;
    }
    known += more;
  }
  if (number + 1 < blocks_.size() && first_term(block(number + 1)) <= term) throw_corrupt();
  return std::nullopt;
}

TermDictionary::Cursor TermDictionary::begin() const {
  return Cursor(*this);
}

TermDictionary::Cursor::Cursor(const TermDictionary& dictionary) : dictionary_(&dictionary) {
  at_end_ = dictionary.terms_ == 0;
  if (!at_end_) begin_block(0);
}

void TermDictionary::Cursor::begin_block(std::size_t block) {
  block_ = block;
  number_ = block * terms_of_block;
  left_in_block_ = std::min(terms_of_block, dictionary_->terms_ - block * terms_of_block);
  rest_ = dictionary_->block(block);
  postings_at_ = read_number(rest_);
  positions_at_ = read_number(rest_);
  term_.clear();
  read();
}

void TermDictionary::Cursor::read() {
  const std::uint64_t shared = read_number(rest_);
  if (shared > term_.size()) throw_corrupt();
  term_.resize(shared);
  term_ += read_bytes(rest_, read_number(rest_));
  Ends ends{postings_at_, positions_at_};
  entry_ = read_entry(rest_, number_++, ends);
  postings_at_ = ends.postings;
  positions_at_ = ends.positions;
  --left_in_block_;
}

void TermDictionary::Cursor::next() {
  if (left_in_block_ > 0) {
    read();
  } else if (block_ + 1 < dictionary_->blocks_.size()) {
    begin_block(block_ + 1);
  } else {
    at_end_ = true;
  }
}

void TermDictionary::Cursor::seek(std::string_view term) {
  at_end_ = dictionary_->terms_ == 0;
  if (at_end_) return;
  begin_block(dictionary_->block_of(term));
  if (block_ > 0 && term_ > term) throw_corrupt();
  while (!at_end_ && term_ < term) next();
}

void TermDictionaryWriter::add(std::string_view term, const TermEntry& entry) {
  const bool begins_block = terms_ % terms_of_block == 0;
  if (begins_block) {
    finish();
    blocks_.push_back({prefix_of(term), bytes_.size()});
    base::append_number(block_, entry.postings_at);
    base::append_number(block_, entry.positions_at);
  }
  const std::size_t shared = begins_block ? 0 : common_prefix(last_, term);
  base::append_number(block_, shared);
  base::append_string(block_, term.substr(shared));
  base::append_number(
      block_, std::uint64_t{entry.articles} << flags | (entry.has_wdf ? wdf_flag : 0) |
                  (entry.has_positions ? positions_flag : 0) | (entry.is_dense ? dense_flag : 0));
  if (entry.articles == 1) {
    base::append_number(block_, entry.only_ordinal);
    if (entry.has_wdf) base::append_number(block_, entry.only_wdf);
  } else {
    base::append_number(block_, entry.postings_bytes);
    if (entry.is_dense) base::append_number(block_, entry.bitmap);
  }
  if (entry.has_positions) base::append_number(block_, entry.positions_bytes);
  last_ = term;
  ++terms_;
}

void TermDictionaryWriter::finish() {
  if (block_.empty()) return;
  append_checked(bytes_, block_, blocks_.size() - 1);
  block_.clear();
}

}  // namespace dateline::store
