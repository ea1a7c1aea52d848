#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "store/append_file.h"
#include "store/document.h"
#include "store/key_table.h"
#include "store/slices.h"
#include "store/term_list.h"

namespace dateline::store::glass {

/// What a document has in a list: in that of a term its wdf and the steps of its positions, if any;
/// in that of the lengths its length; in that of a slot 0 and the value.
struct Posting {
  std::uint32_t docid = 0;
  std::uint32_t number = 0;
  std::string_view bytes;
};

/// What is known of a list before its postings are read.
struct ListSize {
  std::uint64_t postings = 0;
  std::uint64_t sum = 0;  ///< of their numbers
};

/// Reads the postings of one list of one run.
class PostingReader {
 public:
  explicit PostingReader(std::string_view bytes) : bytes_(bytes) {}

  bool at_end() const { return bytes_.empty(); }
  /// Throws IoError where the bytes are not those that a run wrote.
  Posting next();
  /// Appends all postings that are left, of a term, to `out`. Throws likewise.
  void read(TermList& out);

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
  /// All terms of a document. Lists lie all over the memory, which is slow to fetch: what many need
  /// is asked for before the first waits for it, so that they wait together.
  void append(std::uint32_t docid, std::span<const Document::Term> terms);
  bool empty() const { return lists_.size() == 0; }
  /// About what it holds of memory.
  std::size_t memory() const;
  /// Appends all lists in the order of their keys to `file`, for a RunReader, and begins anew.
  void spill(AppendFile& file);

 private:
  struct List {
    SliceArena::Chain chain;
    std::uint64_t sum = 0;
    std::uint32_t postings = 0;
    std::uint32_t last_docid = 0;
  };
  /// A term of the document that is being appended.
  struct Looked {
    std::string_view key;
    std::uint32_t hash = 0;
    std::optional<std::uint32_t> number;  ///< of its list, if there was one with that hash
  };

  void look_up(std::span<const Document::Term> terms);
  void append_to(List& list, const Posting& posting);
  void append_to(List& list, std::uint32_t docid, const Document::Term& term);

  KeyTable<List> lists_;
  SliceArena slices_;
  std::string scratch_;
  std::vector<Looked> looked_;
  std::deque<std::string> escaped_;
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
  const ListSize& size() const { return size_; }
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
  ListSize size_;
  std::uint64_t postings_bytes_ = 0;
};

}  // namespace dateline::store::glass
