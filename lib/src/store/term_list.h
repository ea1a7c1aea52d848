#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dateline::store {

/// All postings of one term.
struct TermList {
  std::string term;
  std::vector<std::uint32_t> docids;     ///< ascending
  std::vector<std::uint32_t> wdfs;       ///< one for each
  std::vector<std::uint32_t> counts;     ///< of positions, one for each
  std::vector<std::uint32_t> positions;  ///< of one posting after the other

  void clear() {
    docids.clear();
    wdfs.clear();
    counts.clear();
    positions.clear();
  }
};

}  // namespace dateline::store
