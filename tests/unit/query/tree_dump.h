#pragma once

#include <string>

#include "dateline/query.h"

/// A query tree as an s-expression, independent of the query language: `(group missile +Putin!)`.
/// Words that prefer their exact form end in `!`, clauses bear their sign.
std::string dump(const dateline::Query& query);
