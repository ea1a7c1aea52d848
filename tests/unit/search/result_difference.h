#pragma once

#include <optional>
#include <string>

#include "dateline/search.h"

namespace dateline::test {

/// What two answers to one request differ in, warnings and passages aside: documents, order,
/// weights to 1e-9, totals, counts, suggestion. Nothing if they are the same.
std::optional<std::string> difference(const Results& wanted, const Results& found);

}  // namespace dateline::test
