#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/short_bytes.h"

namespace dateline::store {

/// The distinct terms of one document with what is gathered of each, found by name. Meant to be
/// reused: `clear` keeps the memory, so that nothing is allocated from some articles on.
class TermTable {
 public:
  using Number = std::uint32_t;  ///< of a term, from 0 in the order of their first coming

  struct Term {
    std::uint64_t key = 0;         ///< the name's first eight bytes, big-endian, zeros behind
    std::uint32_t name_begin = 0;  ///< in the table's bytes
    std::uint32_t name_size = 0;
    std::uint32_t hash = 0;  ///< see term_hash.h
    std::uint32_t wdf = 0;
    std::uint32_t position_count = 0;
    std::uint32_t last_position = 0;    ///< 0: none
    std::uint32_t positions_begin = 0;  ///< set by `sort`
    std::uint8_t places = 0;            ///< for the caller
  };

  TermTable();

  void clear();
  std::size_t size() const { return terms_.size(); }
  Term& operator[](Number number) { return terms_[number]; }
  std::string_view name(const Term& term) const {
    return {names_.data() + term.name_begin, term.name_size};
  }
  /// All names, one after another, as `Term::name_begin` has them.
  std::string_view names() const { return {names_.data(), names_end_}; }

  /// The term whose name is the three parts, one after another; a new one with nothing else set if
  /// there was none. The parts may not point into the table. References to terms end here.
  Number number_of(std::string_view prefix, std::string_view escape, std::string_view word);
  Number number_of(std::string_view name) { return number_of({}, {}, name); }
  /// What many words have before them in their terms.
  class Prefix {
   public:
    explicit Prefix(std::string_view bytes) : bytes_(bytes), leading_(base::leading_bytes(bytes)) {}
    std::string_view bytes() const { return bytes_; }

   private:
    friend class TermTable;
    std::string bytes_;
    std::uint64_t leading_;
  };
  /// The same of a prefix and a word that is padded (see base/short_bytes.h): a third of the time.
  Number number_of_padded(const Prefix& prefix, std::string_view word);

  /// A position of the term. Those of one term come in ascending order; the same again is passed
  /// over.
  void add_position(Number number, std::uint32_t position);

  /// The numbers of all terms in the order of their names, as unsigned bytes, once all are there.
  const std::vector<Number>& sort();
  /// All positions, term by term, as `Term::positions_begin` has them, after `sort`.
  std::span<const std::uint32_t> positions() const { return positions_; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number_plus_1 = 0;  // 0: free
  };
  struct SortKey {
    std::uint64_t key = 0;
    Number number = 0;
  };

  struct Occurrence {
    Number term = 0;
    std::uint32_t position = 0;
  };

  /// Where a name goes, with room for it and its padding.
  char* room_for(std::size_t name_size) {
    const std::size_t wanted = names_end_ + name_size + base::padding;
    if (wanted > names_.size()) names_.resize(2 * wanted);
    return names_.data() + names_end_;
  }
  /// Of the name that is there.
  Number find_or_add(std::uint64_t key, std::size_t name_size, std::uint32_t hash);
  void fill_buckets();
  template <class Before>
  void sort_by_insertion(Before before);
  bool is_name(const Term& term, std::uint64_t key, std::string_view name) const;
  bool is_before(const SortKey& left, const SortKey& right) const;
  void grow();
  void group_positions();

  std::vector<Slot> slots_;  // a power of two of them
  std::vector<Term> terms_;
  std::vector<char> names_;
  std::size_t names_end_ = 0;
  std::vector<Occurrence> occurrences_;   // as they came
  std::vector<std::uint32_t> positions_;  // term by term
  std::vector<SortKey> sort_keys_;
  std::vector<std::uint16_t> buckets_;  // of the terms
  std::vector<Number> sorted_;
};

}  // namespace dateline::store
