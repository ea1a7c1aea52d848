#include "store/glass/run.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "base/quick_hash.h"
#include "dateline/error.h"
#include "store/glass/keys.h"

namespace dateline::store::glass {
namespace {

using base::append_number;
using base::put_number;

// The key with its size, and two numbers.
constexpr std::size_t longest_head = 300;

[[noreturn]] void fail() {
  throw IoError(
      "a temporary file of the build reads otherwise than it was written. Check the disk, then "
      "build again");
}

template <class Read>
auto check(const std::optional<Read>& read) {
  if (!read) fail();
  return *read;
}

/// Takes one number after the other from the front of some bytes, those of one byte or two without
/// a branch between them.
class NumberReader {
 public:
  explicit NumberReader(std::string_view& bytes)
      : bytes_(bytes), at_(bytes.data()), end_(at_ + bytes.size()) {}
  ~NumberReader() { bytes_.remove_prefix(bytes_.size() - left()); }
  NumberReader(const NumberReader&) = delete;
  NumberReader& operator=(const NumberReader&) = delete;

  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }

  std::uint64_t next() {
    if (left() >= 2) {
      const auto first = static_cast<unsigned char>(at_[0]);
      const auto second = static_cast<unsigned char>(at_[1]);
      const unsigned has_two = first >> 7U;
      if ((has_two & second >> 7U) == 0) {
        at_ += 1 + has_two;
        return (first & 0x7FU) | (has_two * second) << 7U;
      }
    }
    base::ByteReader in{{at_, left()}};
    const std::uint64_t out = check(in.read_number());
    at_ = end_ - in.left();
    return out;
  }

  std::string_view bytes(std::uint64_t size) {
    const std::string_view out = check(base::ByteReader{{at_, left()}}.read_bytes(size));
    at_ += out.size();
    return out;
  }

 private:
  std::string_view& bytes_;
  const char* at_;
  const char* end_;
};

// Ascending positions, each as what it is more than the one before.
void append_steps(std::string& out, std::span<const std::uint32_t> positions) {
  std::uint32_t last = 0;
  for (const std::uint32_t each : positions) append_number(out, each - std::exchange(last, each));
}

}  // namespace

Posting PostingReader::next() {
  NumberReader in(bytes_);
  const std::uint64_t step = in.next();
  docid_ += static_cast<std::uint32_t>(step >> 1U);
  Posting out{.docid = docid_, .number = static_cast<std::uint32_t>(in.next()), .bytes = {}};
  if ((step & 1U) != 0) out.bytes = in.bytes(in.next());
  return out;
}

void PostingReader::read(std::size_t count, TermList& out) {
  NumberReader in(bytes_);
  // Two numbers of each posting are none of its positions, of which each takes a byte at least.
  if (count > in.left() / 2) fail();
  const std::size_t first = out.docids.size();
  std::size_t positions = out.positions.size();
  out.docids.resize(first + count);
  out.wdfs.resize(first + count);
  out.counts.resize(first + count);
  out.positions.resize(positions + in.left() - 2 * count);
  for (std::size_t i = first; i < first + count; ++i) {
    const std::uint64_t step = in.next();
    docid_ += static_cast<std::uint32_t>(step >> 1U);
    out.docids[i] = docid_;
    out.wdfs[i] = static_cast<std::uint32_t>(in.next());
    if ((step & 1U) == 0) continue;
    const std::size_t before = positions;
    const std::uint64_t size = in.next();
    if (size > in.left() || size > out.positions.size() - positions) fail();
    const std::size_t left = in.left() - size;
    std::uint32_t position = 0;
    while (in.left() > left) {
      position += static_cast<std::uint32_t>(in.next());
      out.positions[positions++] = position;
    }
    if (in.left() != left) fail();
    out.counts[i] = static_cast<std::uint32_t>(positions - before);
  }
  if (in.left() > 0) fail();
  out.positions.resize(positions);
}

void Run::append(std::string_view list_key, const Posting& posting) {
  append_to(lists_.of(list_key, static_cast<std::uint32_t>(base::quick_hash(list_key))), posting);
}

// Lists lie all over the memory: all are asked for before the first waits for its own, so that they
// wait together.
void Run::append(std::uint32_t docid, std::span<const Document::Term> terms) {
  lists_.reserve(terms.size());
  for (const Document::Term& each : terms) lists_.prefetch(each.hash);
  for (const Document::Term& each : terms) append_to(list_of(each), docid, each);
}

InvertedLists::List& Run::list_of(const Document::Term& term) {
  // The name is the key, unless a zero byte is in it.
  List* const known = lists_.find(term.name, term.hash);
  return known != nullptr ? *known : lists_.of(term_list_key(term.name, scratch_), term.hash);
}

void Run::append_to(List& list, const Posting& posting) {
  scratch_.clear();
  const std::uint64_t step = posting.docid - list.last;
  append_number(scratch_, step << 1U | (posting.bytes.empty() ? 0U : 1U));
  append_number(scratch_, posting.number);
  if (!posting.bytes.empty()) append_number(scratch_, posting.bytes.size());
  lists_.append(list, scratch_);
  if (!posting.bytes.empty()) lists_.append(list, posting.bytes);
  list.last = posting.docid;
  ++list.postings;
}

// What nearly every posting of a term is, few small numbers, takes no strings.
void Run::append_to(List& list, std::uint32_t docid, const Document::Term& term) {
  constexpr std::size_t most_positions = 8;
  constexpr std::size_t longest_number = 5;
  const std::span<const std::uint32_t> positions = term.positions;
  if (positions.size() > most_positions) {
    steps_.clear();
    append_steps(steps_, positions);
    append_to(list, {.docid = docid, .number = term.wdf, .bytes = steps_});
    return;
  }
  // Of one byte, where there are positions: their steps have 40 bytes at most.
  std::array<char, 2 * longest_number + 1 + most_positions * longest_number + 1> bytes;
  const std::uint64_t step = docid - list.last;
  char* out = put_number(bytes.data(), step << 1U | (positions.empty() ? 0U : 1U));
  out = put_number(out, term.wdf);
  if (!positions.empty()) {
    char* const size = out++;
    std::uint32_t last = 0;
    for (const std::uint32_t each : positions)
      out = put_number(out, each - std::exchange(last, each));
    *size = static_cast<char>(out - size - 1);
  }
  lists_.append_few(list, bytes.data(), static_cast<std::size_t>(out - bytes.data()));
  list.last = docid;
  ++list.postings;
}

void Run::spill(AppendFile& file) {
  std::string head;
  for (const List* const list : lists_.sorted()) {
    head.clear();
    base::append_string(head, lists_.key(*list));
    append_number(head, list->postings);
    append_number(head, lists_.bytes(*list));
    file.append(head);
    lists_.for_each(*list, [&file](std::string_view bytes) { file.append(bytes); });
  }
  lists_.clear();
}

RunReader::RunReader(const AppendFile& file, Extent extent, std::size_t buffer_size)
    : file_(&file), rest_(extent), buffer_size_(std::max(buffer_size, longest_head)) {}

bool RunReader::next() {
  postings();
  make_buffered(longest_head);
  if (buffered().empty()) return false;
  base::ByteReader head{buffered()};
  key_ = check(head.read_string());
  size_ = static_cast<std::size_t>(check(head.read_number()));
  postings_bytes_ = check(head.read_number());
  used_ = buffer_.size() - head.left();
  return true;
}

PostingReader RunReader::postings() {
  const auto size = static_cast<std::size_t>(std::exchange(postings_bytes_, 0));
  make_buffered(size);
  base::ByteReader bytes{buffered()};
  used_ += size;
  return PostingReader{check(bytes.read_bytes(size))};
}

// Fewer only at the end of the run.
void RunReader::make_buffered(std::size_t size) {
  if (buffered().size() >= size) return;
  buffer_.erase(0, used_);
  used_ = 0;
  // What one long list needed is not kept: there may be many runs.
  if (size <= buffer_size_ && buffer_.capacity() > 2 * buffer_size_) buffer_.shrink_to_fit();
  const std::size_t kept = buffer_.size();
  const std::uint64_t wanted = std::max(size, buffer_size_) - kept;
  const auto count = static_cast<std::size_t>(std::min(wanted, rest_.end - rest_.begin));
  buffer_.resize(kept + count);
  file_->read(rest_.begin, std::span{buffer_}.subspan(kept));
  rest_.begin += count;
}

}  // namespace dateline::store::glass
