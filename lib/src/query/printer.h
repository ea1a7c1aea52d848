#pragma once

#include <cstddef>
#include <string>

#include "query/tree.h"

namespace dateline::query {

struct Printed {
  std::string text;
  std::size_t nesting = 0;  ///< pairs of parentheses, one in another
};

/// A tree made by nodes.h in the query language: reading it back strictly gives the same tree.
Printed print(const Node& root);

}  // namespace dateline::query
