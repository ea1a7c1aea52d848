#pragma once

#include <vector>

#include "query/tree.h"

namespace dateline::search {

/// A query tree taken apart: the facet clauses that stand at its top level, and the rest of it.
struct SplitQuery {
  std::vector<query::Facet> selected;
  query::NodePtr rest;  ///< null if nothing is left
};

/// At the top level stand a facet clause alone, those of the outermost group that are not excluded,
/// and the operands of an outermost AND. Clauses of one field OR-ed are what a selection means;
/// where an AND (or a +) asks for several values of one field at once, they stay in the rest.
SplitQuery split_selections(const query::Node& root);

}  // namespace dateline::search
