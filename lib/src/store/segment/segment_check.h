#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "dateline/article.h"
#include "store/document.h"
#include "store/segment/segment_set.h"

namespace dateline::store {

/// Compares segments with the articles that their database stores, whole: terms, frequencies,
/// positions, lengths and columns. For one thread.
class SegmentCheck {
 public:
  using Report = std::function<void(const std::string& problem)>;

  /// `segments` outlive it, their checksums are right.
  SegmentCheck(const SegmentSet& segments, Report report);

  /// One article of the database, with all terms of it, and the values that it has there.
  void compare(std::uint32_t docid, const std::vector<Document::Term>& terms,
               const std::vector<Document::Value>& values, const Article& article);
  /// After all articles: reads all postings of the segments.
  void finish();

 private:
  void compare_columns(const Segment& segment, std::uint32_t ordinal,
                       const std::vector<Document::Value>& values, const Article& article);
  void subtract_postings(std::size_t segment);

  const SegmentSet& segments_;
  Report report_;
  std::uint64_t articles_ = 0;
  /// Of each segment: what fingerprints of its articles' postings add up to in the database, less
  /// those in the segment.
  std::vector<std::uint64_t> postings_;
};

}  // namespace dateline::store
