#pragma once

#include <string>

#include "unit/search/random_archive.h"

namespace dateline::test {

/// A query in the query language, for a random archive. `depth`: how far operators nest.
std::string random_query(Random& random, unsigned depth = 2);

/// Facet clauses for the top level of a query, or nothing.
std::string random_facet_clauses(Random& random);

}  // namespace dateline::test
