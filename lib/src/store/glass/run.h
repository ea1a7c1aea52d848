#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "store/append_file.h"
#include "store/document.h"
#include "store/inverted_lists.h"
#include "store/term_list.h"

namespace dateline::store::glass {

/// What a document has in a list: in that of a term its wdf and the steps of its positions, if any;
/// in that of the lengths its length; in that of a slot 0 and the value.
struct Posting {
  std::uint32_t docid = 0;
  std::uint32_t number = 0;
  std::string_view bytes;
};

/// Reads the postings of one list of one run.
class PostingReader {
 public:
  explicit PostingReader(std::string_view bytes) : bytes_(bytes) {}

  bool at_end() const { return bytes_.empty(); }
  /// Throws IoError where the bytes are not those that a run wrote.
  Posting next();
  /// Appends all postings, of a term, to `out`: there are `count`. Throws likewise.
  void read(std::size_t count, TermList& out);

 private:
  std::string_view bytes_;
  std::uint32_t docid_ = 0;
};

/// The inverted lists of some documents, in memory: postings are appended to the chain of their
/// list as they come, since docids ascend nothing is ever sorted but the keys.
class Run {
 public:
  /// Of one list, docids ascend.
  void append(std::string_view list_key, const Posting& posting);
  /// All terms of a document.
  void append(std::uint32_t docid, std::span<const Document::Term> terms);
  bool empty() const { return lists_.size() == 0; }
  /// Whether it holds more than so many bytes of memory, or soon would.
  bool is_full(std::size_t most) const { return lists_.is_full(most); }
  /// Appends all lists in the order of their keys to `file`, for a RunReader, and begins anew.
  void spill(AppendFile& file);

 private:
  using List = InvertedLists::List;

  List& list_of(const Document::Term& term);
  void append_to(List& list, const Posting& posting);
  void append_to(List& list, std::uint32_t docid, const Document::Term& term);

  InvertedLists lists_;
  std::string scratch_;
  std::string steps_;
};

/// Reads a spilled run list by list.
class RunReader {
 public:
  struct Extent {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
  };

  /// Reads `buffer_size` bytes at once, more where a list is longer. `file` outlives the reader.
  RunReader(const AppendFile& file, Extent extent, std::size_t buffer_size);

  /// Goes to the next list. False if there is none. Throws IoError, filesystem_error.
  bool next();
  std::string_view key() const { return key_; }
  /// How many postings there are.
  std::size_t size() const { return size_; }
  /// To be called once a list at most; what it gives is valid until `next`.
  PostingReader postings();

 private:
  std::string_view buffered() const { return std::string_view{buffer_}.substr(used_); }
  void make_buffered(std::size_t size);

  const AppendFile* file_;
  Extent rest_;
  std::size_t buffer_size_;
  std::string buffer_;
  std::size_t used_ = 0;
  std::string key_;
  std::size_t size_ = 0;
  std::uint64_t postings_bytes_ = 0;
};

}  // namespace dateline::store::glass
