#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace dateline::store {

/// What is written for one article: all that the index holds of it, and nothing of how.
struct Document {
  struct Term {
    std::string name;
    std::uint32_t wdf = 0;
    std::vector<std::uint32_t> positions;  ///< ascending, none twice
    bool operator==(const Term&) const = default;
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

  bool operator==(const Document&) const = default;
};

/// About the memory that a writer needs to hold the document until it is flushed.
std::size_t buffered_size(const Document& document);

}  // namespace dateline::store
