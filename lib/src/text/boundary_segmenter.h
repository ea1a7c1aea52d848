#pragma once

#include <string_view>
#include <vector>

#include "text/segment.h"

namespace dateline::text {

/// Word segmentation by Boost.Locale with its ICU back-end: any script, dictionaries for those that
/// write no spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese). Some 15 to 20 MB/s.
/// The boundaries are those of ICU's root rules, whatever the language of the text, so that a query
/// is cut as the article was. Thread-safe; the first call of a process loads the rules.
class BoundarySegmenter {
 public:
  /// Appends the segments of text[from, to). The text must have a word boundary at both. Throws
  /// Error (internal) if Boost.Locale has no ICU back-end.
  void segment(std::string_view text, std::size_t from, std::size_t to,
               std::vector<Segment>& out) const;

 private:
  void segment_block(std::string_view text, std::size_t from, std::size_t to,
                     std::vector<Segment>& out) const;
};

}  // namespace dateline::text
