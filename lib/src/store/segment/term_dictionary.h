#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dateline::store {

/// What the dictionary of a segment says of a term: how many articles have it and where its lists
/// are. Valid for its own segment only.
struct TermEntry {
  std::uint32_t articles = 0;  ///< deleted ones included
  bool has_wdf = false;
  bool has_positions = false;
  bool is_dense = false;
  std::uint32_t only_ordinal = 0;  ///< where `articles` is 1
  std::uint32_t only_wdf = 0;
  std::uint32_t bitmap = 0;  ///< where dense: number of its bitmap
  std::uint64_t postings_at = 0;
  std::uint64_t postings_bytes = 0;
  std::uint64_t positions_at = 0;
  std::uint64_t positions_bytes = 0;
};

/// The terms of a segment, sorted by bytes: front-coded in blocks. A view. Thread-safe.
class TermDictionary {
 public:
  TermDictionary() = default;
  /// Throws CorruptError if `blocks` and `bytes` (sections of the file) cannot be a dictionary;
  /// `where` begins the message.
  TermDictionary(std::span<const std::uint64_t> index, std::string_view bytes, std::uint64_t terms,
                 std::string_view where);

  std::uint64_t size() const { return terms_; }
  /// Costs a binary search over the first terms of blocks and half a block: some 300 ns.
  std::optional<TermEntry> find(std::string_view term) const;

  /// Walks in order of bytes.
  class Cursor {
   public:
    explicit Cursor(const TermDictionary& dictionary);
    /// Goes to the first term that is not before `term`, forwards or backwards.
    void seek(std::string_view term);
    void next();
    bool at_end() const { return at_end_; }
    const std::string& term() const { return term_; }
    const TermEntry& entry() const { return entry_; }

   private:
    void begin_block(std::size_t block);
    void read();

    const TermDictionary* dictionary_;
    std::size_t block_ = 0;
    std::uint32_t left_in_block_ = 0;
    const char* at_ = nullptr;
    std::uint64_t postings_at_ = 0;
    std::uint64_t positions_at_ = 0;
    std::string term_;
    TermEntry entry_;
    bool at_end_ = true;
  };
  Cursor begin() const { return Cursor(*this); }

 private:
  friend class Cursor;
  std::size_t blocks() const { return index_.size() / 2; }
  /// The last block whose first term is not after `term`; 0 if all are.
  std::size_t block_of(std::string_view term) const;
  std::string_view first_term(std::size_t block) const;

  std::span<const std::uint64_t> index_;  ///< first 8 bytes of the first term, offset
  std::string_view bytes_;
  std::uint64_t terms_ = 0;
  std::string where_;
};

}  // namespace dateline::store
