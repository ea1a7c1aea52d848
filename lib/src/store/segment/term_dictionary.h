#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::store {

/// What the dictionary of a segment says of a term: how many articles have it and where its lists
/// are. Valid for its own segment only.
struct TermEntry {
  std::uint64_t number = 0;    ///< place among all terms
  std::uint32_t articles = 0;  ///< deleted ones included
  bool has_wdf = false;
  bool has_positions = false;
  bool is_dense = false;
  std::uint32_t only_ordinal = 0;  ///< where `articles` is 1
  std::uint32_t only_wdf = 0;
  std::uint64_t bitmap = 0;  ///< where dense: number of its bitmap
  std::uint64_t postings_at = 0;
  std::uint64_t postings_bytes = 0;
  std::uint64_t positions_at = 0;
  std::uint64_t positions_bytes = 0;
  bool operator==(const TermEntry&) const = default;
};

/// First bytes of the first term of a block, as a number that sorts alike, and where the block
/// begins.
struct TermBlock {
  std::uint64_t prefix = 0;
  std::uint64_t at = 0;
};

/// The terms of a segment, sorted by bytes: front-coded in blocks of `terms_of_block`. A view.
/// Members compare each block that they read with its checksum, and throw CorruptError if it is
/// damaged. Thread-safe.
class TermDictionary {
 public:
  TermDictionary() = default;
  TermDictionary(std::span<const TermBlock> blocks, std::string_view bytes, std::uint64_t terms);

  std::uint64_t size() const { return terms_; }
  /// Costs a binary search over numbers and half a block: some 300 ns. What leads to the block may
  /// be damaged: that `term` is there, or that it is missing, is told by sound blocks alone.
  std::optional<TermEntry> find(std::string_view term) const;

  class Cursor;
  /// At the first term.
  Cursor begin() const;

 private:
  /// The block that has `term` if any has, or any block if they are damaged. There is one at least.
  std::size_t block_of(std::string_view term) const;
  /// Bytes of a block with its checksum.
  std::string_view block_bytes(std::size_t number) const;
  /// What a sound block holds.
  std::string_view block(std::size_t number) const;

  std::span<const TermBlock> blocks_;
  std::string_view bytes_;
  std::uint64_t terms_ = 0;
};

/// Walks the terms in order of bytes. The dictionary must outlive it.
class TermDictionary::Cursor {
 public:
  explicit Cursor(const TermDictionary& dictionary);
  /// Goes to the first term that is not before `term`, forwards or backwards.
  void seek(std::string_view term);
  /// Not at the end.
  void next();
  bool at_end() const { return at_end_; }
  const std::string& term() const { return term_; }
  const TermEntry& entry() const { return entry_; }

 private:
  void begin_block(std::size_t block);
  void read();

  const TermDictionary* dictionary_;
  std::size_t block_ = 0;
  std::uint64_t number_ = 0;  ///< of the next term
  std::uint64_t left_in_block_ = 0;
  std::string_view rest_;
  std::uint64_t postings_at_ = 0;
  std::uint64_t positions_at_ = 0;
  std::string term_;
  TermEntry entry_;
  bool at_end_ = true;
};

inline constexpr std::uint64_t terms_of_block = 16;

/// Makes the two sections of a dictionary.
class TermDictionaryWriter {
 public:
  /// Terms come sorted, none twice, with entries whose lists follow one another.
  void add(std::string_view term, const TermEntry& entry);

  /// After the last term, before the sections are asked for.
  void finish();

  std::uint64_t size() const { return terms_; }
  const std::vector<TermBlock>& blocks() const { return blocks_; }
  const std::string& bytes() const { return bytes_; }

 private:
  std::vector<TermBlock> blocks_;
  std::string bytes_;
  std::string block_;  ///< the last, which is not in `bytes_` yet
  std::string last_;
  std::uint64_t terms_ = 0;
};

}  // namespace dateline::store
