#pragma once

#include <cstdint>

namespace dateline::text {

/// Bytes [from, to) of a text between two word boundaries of the Unicode rules (UAX #29, as ICU has
/// them) that is not all white space and punctuation.
struct Segment {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  bool plain = false;  ///< known to be of ASCII letters and digits alone
  bool operator==(const Segment&) const = default;
};

}  // namespace dateline::text
