#include "store/glass/list_writers.h"

#include <limits>

#include <fmt/format.h>
#include <xapian.h>

#include "base/bytes.h"
#include "dateline/error.h"
#include "store/glass/keys.h"
#include "store/glass/pack.h"

namespace dateline::store::glass {

using base::append_number;

namespace {

// With the byte more that put_number wants.
constexpr std::size_t longest_number = 6;

// Xapian's own writer would begin anew at 0.
void check_sum(std::string_view key, const ListSize& size) {
  if (size.sum <= std::numeric_limits<Xapian::termcount>::max()) return;
  throw InvalidArgumentError(
      fmt::format("the term '{}' is there {} times, more often than Xapian can count. Divide the "
                  "archive among several indexes",
                  key, size.sum));
}

}  // namespace

void write_metadata(TableWriter& table, std::string_view user_key, std::string_view value) {
  table.add_stored(metadata_key(user_key), {value, Stored::plain});
}

void PostingListWriter::begin(std::string_view list_key, std::string_view separator,
                              const ListSize& size) {
  check_sum(list_key, size);
  list_key_ = list_key;
  separator_ = separator;
  head_.clear();
  append_number(head_, size.postings);
  append_number(head_, size.sum);
  first_docid_ = 0;
}

void PostingListWriter::add(std::uint32_t docid, std::uint32_t number) {
  if (first_docid_ == 0) {
    append_number(head_, docid - 1);
    key_ = list_key_;
    begin_chunk(docid, number);
    return;
  }
  // Written where it goes if it fits.
  char* const begin = postings_.data() + used_;
  char* const end = base::put_number(base::put_number(begin, docid - last_docid_ - 1), number);
  const auto used = static_cast<std::size_t>(end - postings_.data());
  if (head_.size() + 1 + base::number_size(docid - first_docid_) + used > longest_tag_) {
    end_chunk(Chunk::more_follow);
    head_.clear();
    key_ = list_key_;
    key_ += separator_;
    append_sortable(key_, docid);
    begin_chunk(docid, number);
    return;
  }
  used_ = used;
  last_docid_ = docid;
}

void PostingListWriter::end() {
  end_chunk(Chunk::last);
}

void PostingListWriter::begin_chunk(std::uint32_t docid, std::uint32_t number) {
  longest_tag_ = TableWriter::longest_whole_tag(key_.size());
  // Room for the two numbers that do not fit any more.
  if (postings_.size() < longest_tag_ + 2 * longest_number) {
    postings_.resize(longest_tag_ + 2 * longest_number);
  }
  used_ = static_cast<std::size_t>(base::put_number(postings_.data(), number) - postings_.data());
  first_docid_ = docid;
  last_docid_ = docid;
}

void PostingListWriter::end_chunk(Chunk chunk) {
  tag_ = head_;
  tag_ += chunk == Chunk::last ? '1' : '0';
  append_number(tag_, last_docid_ - first_docid_);
  tag_.append(postings_, 0, used_);
  table_->add(key_, tag_);
}

void ValueListWriter::begin(std::string_view list_key) {
  list_key_ = list_key;
  tag_.clear();
}

void ValueListWriter::add(std::uint32_t docid, std::string_view value) {
  if (!tag_.empty()) {
    next_.clear();
    append_number(next_, docid - last_docid_ - 1);
    base::append_string(next_, value);
    last_docid_ = docid;
    if (tag_.size() + next_.size() <= TableWriter::longest_whole_tag(key_.size())) {
      tag_ += next_;
      return;
    }
    end_chunk();
  }
  key_ = list_key_;
  append_sortable(key_, docid);
  tag_.clear();
  base::append_string(tag_, value);
  last_docid_ = docid;
}

void ValueListWriter::end() {
  end_chunk();
}

void ValueListWriter::end_chunk() {
  table_->add(key_, tag_);
}

}  // namespace dateline::store::glass
