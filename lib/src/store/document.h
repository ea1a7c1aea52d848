#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/profile.h"

namespace dateline::store {

/// What is written for one article: all that the index holds of it, and nothing of how. Moves, but
/// is not copied: its terms are views into memory that it has for all of them together, because an
/// article has hundreds.
struct Document {
  struct Term {
    std::string_view name;  ///< padded (see base/short_bytes.h)
    std::uint32_t wdf = 0;
    std::uint32_t hash = 0;                    ///< see term_hash.h
    std::span<const std::uint32_t> positions;  ///< ascending, none twice
    bool operator==(const Term& other) const;
  };
  struct Value {
    std::uint32_t slot = 0;
    std::string bytes;  ///< never empty
    bool operator==(const Value&) const = default;
  };

  std::string id_term;
  std::vector<Term> terms;    ///< by name, none twice; `id_term` among them
  std::vector<Value> values;  ///< by slot, none twice
  std::string record;         ///< see record.h
  /// What terms point into that the members below have made.
  std::unique_ptr<std::pmr::monotonic_buffer_resource> memory;

  /// Makes room for so many terms, all their names and positions, which spares memory and time.
  void reserve(std::size_t term_count, std::size_t name_bytes, std::size_t position_count);
  /// Appends a term, copying what it is given. Order is the caller's business.
  void add_term(std::string_view name, std::uint32_t wdf,
                std::span<const std::uint32_t> positions = {});
  /// Copies what terms are to point into, padded.
  std::string_view store(std::string_view names);
  std::span<const std::uint32_t> store(std::span<const std::uint32_t> positions);

  bool operator==(const Document& other) const;
};

/// About the memory that Xapian needs to hold what its database has of the document until that is
/// flushed.
std::size_t buffered_size(const Document& document, Profile profile);

}  // namespace dateline::store
