#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/folding.h"
#include "text/segment.h"

namespace dateline::text {

/// How a word hangs on the one before.
enum class Link : std::uint8_t {
  none,
  hyphen,   ///< "non-proliferation", also broken at the end of a line
  elision,  ///< "d'Estaing"
};

/// One word as it stands in the text, the possessive left off.
struct WrittenWord {
  std::uint32_t from = 0;  ///< bytes [from, to)
  std::uint32_t to = 0;
  Written kind = Written::plain;
  Link link = Link::none;
};

/// Makes words of segments: what the Unicode rules leave in one piece or cut, and the words of news
/// do not ("end.The", "l'homme", "AT&T", the last dot of "U.S."). docs/analysis.md is the table of
/// cases. Appends to `out`; `segments` are those of `text`, ascending.
void read_words(std::string_view text, std::span<const Segment> segments,
                std::vector<WrittenWord>& out);

}  // namespace dateline::text
