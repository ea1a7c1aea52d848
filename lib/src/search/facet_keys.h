#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <xapian.h>

#include "base/facet_fields.h"

namespace dateline::search {

struct KeyCount {
  std::string key;
  std::uint64_t articles = 0;
};

/// Every key of a facet over the whole index, ancestors included, with the number of articles that
/// have it. From the terms alone: no article is read.
std::vector<KeyCount> facet_keys(const Xapian::Database& database, const base::FacetField& field);

/// By count, then key; at most `limit`.
void keep_top(std::vector<KeyCount>& keys, std::size_t limit);

}  // namespace dateline::search
