#pragma once

#include <locale>
#include <string_view>
#include <vector>

#include "text/segment.h"

namespace dateline::text {

/// Word segmentation by Boost.Locale with its ICU back-end: any script, dictionaries for those that
/// write no spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese). Some 15 to 20 MB/s.
/// The boundaries are those of ICU's root rules, whatever the language of the text, so that a query
/// is cut as the article was.
class BoundarySegmenter {
 public:
  /// Throws Error (internal) if Boost.Locale has no ICU back-end.
  BoundarySegmenter();

  /// Appends the segments of text[from, to). The text must have a word boundary at both.
  void segment(std::string_view text, std::size_t from, std::size_t to,
               std::vector<Segment>& out) const;

 private:
  void segment_block(std::string_view text, std::size_t from, std::size_t to,
                     std::vector<Segment>& out) const;

  std::locale locale_;
};

}  // namespace dateline::text
