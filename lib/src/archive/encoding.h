#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "archive/byte_source.h"
#include "archive/byte_window.h"

namespace dateline::archive {

/// `bytes` as UTF-8, decided for this stretch alone, so that one bad record does not change how its
/// neighbours are read: valid UTF-8 stays; where the well-formed sequences outnumber the bad bytes
/// it is UTF-8 with strays, each of which is read as Windows-1252 (a character cut short is
/// U+FFFD); else all is Windows-1252, its five unassigned bytes U+FFFD.
/// The result points into `bytes` where nothing had to change, else into `buffer`.
std::string_view to_utf8(std::string_view bytes, std::string& buffer);

/// Makes valid UTF-8 clean text: line ends become "\n" (page breaks, NEL and U+2028 too; U+2029 is
/// two), other control characters and byte order marks inside the text go.
void clean_text(std::string& text);

/// `clean_text`, with every run of white space as one space, none at the ends.
std::string single_line(std::string_view text);

/// Appends one Unicode scalar value.
void append_utf8(std::string& out, char32_t character);

/// Takes a byte order mark off the front: a UTF-16 source continues as UTF-8, with U+FFFD for what
/// is not a character.
std::unique_ptr<ByteWindow> without_byte_order_mark(std::unique_ptr<ByteWindow> window);

}  // namespace dateline::archive
