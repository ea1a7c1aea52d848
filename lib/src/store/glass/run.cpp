#include "store/glass/run.h"

#include <algorithm>
#include <span>
#include <utility>

#include "dateline/error.h"
#include "store/glass/keys.h"

namespace dateline::store::glass {
namespace {

using base::append_number;

// The key with its size, and three numbers.
constexpr std::size_t longest_head = 300;

template <class Read>
auto check(const std::optional<Read>& read) {
  if (!read) {
    throw IoError(
        "a temporary file of the build reads otherwise than it was written. Check the disk, then "
        "build again");
  }
  return *read;
}

}  // namespace

void append_steps(std::string& out, std::span<const std::uint32_t> positions) {
  std::uint32_t last = 0;
  for (const std::uint32_t each : positions) {
    append_number(out, each - last);
    last = each;
  }
}

void read_steps(std::string_view bytes, std::vector<std::uint32_t>& out) {
  base::ByteReader in{bytes};
  std::uint32_t last = 0;
  while (!in.at_end()) {
    last += static_cast<std::uint32_t>(check(in.read_number()));
    out.push_back(last);
  }
}

Posting PostingReader::next() {
  const std::uint64_t step = check(bytes_.read_number());
  docid_ += static_cast<std::uint32_t>(step >> 1U);
  const auto number = static_cast<std::uint32_t>(check(bytes_.read_number()));
  return {docid_, number, (step & 1U) != 0 ? check(bytes_.read_string()) : std::string_view{}};
}

void Run::append(std::string_view list_key, const Posting& posting) {
  const std::uint32_t number = keys_.number_of(list_key);
  if (number == lists_.size()) lists_.emplace_back();
  append_to(lists_[number], posting);
}

void Run::append(std::uint32_t docid, std::span<const Document::Term> terms) {
  hashes_.clear();
  for (const Document::Term& each : terms) {
    hashes_.push_back(KeyTable::hash_of(term_list_key(each.name, key_)));
    keys_.prefetch(hashes_.back());
  }
  for (const std::uint32_t hash : hashes_) {
    const auto number = keys_.likely_number(hash);
    if (!number) continue;
    keys_.prefetch_key(*number);
    __builtin_prefetch(&lists_[*number]);
  }
  for (const std::uint32_t hash : hashes_) {
    if (const auto number = keys_.likely_number(hash)) {
      __builtin_prefetch(lists_[*number].chain.at, 1);
    }
  }
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const std::uint32_t number = keys_.number_of(term_list_key(terms[i].name, key_), hashes_[i]);
    if (number == lists_.size()) lists_.emplace_back();
    steps_.clear();
    append_steps(steps_, terms[i].positions);
    append_to(lists_[number], {.docid = docid, .number = terms[i].wdf, .bytes = steps_});
  }
}

void Run::append_to(List& list, const Posting& posting) {
  scratch_.clear();
  const std::uint64_t step = posting.docid - list.last_docid;
  append_number(scratch_, step << 1U | (posting.bytes.empty() ? 0U : 1U));
  append_number(scratch_, posting.number);
  if (!posting.bytes.empty()) append_number(scratch_, posting.bytes.size());
  slices_.append(list.chain, scratch_);
  slices_.append(list.chain, posting.bytes);
  list.last_docid = posting.docid;
  ++list.size.postings;
  list.size.sum += posting.number;
}

std::size_t Run::memory() const {
  return keys_.memory() + lists_.size() * sizeof(List) + slices_.memory();
}

void Run::spill(AppendFile& file) {
  std::string head;
  for (const std::uint32_t number : keys_.sorted()) {
    const List& list = lists_[number];
    head.clear();
    base::append_string(head, keys_.key(number));
    append_number(head, list.size.postings);
    append_number(head, list.size.sum);
    append_number(head, list.chain.size);
    file.append(head);
    slices_.for_each(list.chain, [&file](std::string_view bytes) { file.append(bytes); });
  }
  keys_.clear();
  lists_.clear();
  slices_.clear();
}

RunReader::RunReader(const AppendFile& file, Extent extent, std::size_t buffer_size)
    : file_(&file), rest_(extent), buffer_size_(std::max(buffer_size, longest_head)) {}

bool RunReader::next() {
  postings();
  make_buffered(longest_head);
  if (buffered().empty()) return false;
  base::ByteReader head{buffered()};
  key_ = check(head.read_string());
  size_.postings = check(head.read_number());
  size_.sum = check(head.read_number());
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
