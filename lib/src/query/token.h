#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/facet_fields.h"
#include "query/tree.h"
#include "query/words.h"

namespace dateline::query {

/// One piece of a query. Which members tell something depends on `kind`.
struct Token {
  enum class Kind {
    operand,      ///< `node`, whole; Nothing for one that was written wrong and is passed over
    open,         ///< (
    close,        ///< )
    binary,       ///< AND, OR, NEAR, ADJ: `op`
    negation,     ///< NOT
    required,     ///< + before an operand
    excluded,     ///< - before an operand
    text_field,   ///< `name` before an operand
    facet_field,  ///< `facet` before an opening parenthesis
    boost,        ///< `factor`, after an operand
  };

  Kind kind = Kind::operand;
  std::size_t offset = 0;
  std::string_view text;  ///< as typed
  NodePtr node;
  Operator op{};
  std::string_view name;
  const base::FacetField* facet = nullptr;
  double factor = 1;
};

using Tokens = std::vector<Token>;

}  // namespace dateline::query
