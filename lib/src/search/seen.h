#pragma once

#include <cstdint>
#include <vector>

#include "search/highlights.h"
#include "text/analyzer.h"

namespace dateline::search {

/// Where one word or phrase of a query stands in a text.
struct Seen {
  std::uint32_t from = 0;  ///< bytes
  std::uint32_t to = 0;
  std::size_t what = 0;  ///< which word or phrase
};

/// All places in order; one place may show several words. Phrases are seen whole.
std::vector<Seen> find_highlights(const text::TokenList& tokens, const Highlights& highlights);

}  // namespace dateline::search
