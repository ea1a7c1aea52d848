#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <xapian.h>

#include "store/segment/segment_set.h"

/// All that an index knows of an article's words, by document number.
struct Posting {
  std::uint32_t wdf = 0;
  std::vector<std::uint32_t> positions;
  bool operator==(const Posting&) const = default;
};
struct ArticleContents {
  std::uint64_t length = 0;
  std::map<std::string, Posting> terms;
  bool operator==(const ArticleContents&) const = default;
};
using Contents = std::map<std::uint32_t, ArticleContents>;

/// From the term lists of the database of an index; what a lean one leaves out, from the stored
/// articles.
Contents contents_of(const Xapian::Database& database);
/// From the posting lists of the segments, deleted articles left out.
Contents contents_of(const dateline::store::SegmentSet& segments);
