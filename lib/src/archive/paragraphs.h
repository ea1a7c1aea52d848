#pragma once

#include <string>
#include <string_view>

namespace dateline::archive {

/// Running text as paragraphs separated by one empty line, whichever way it came:
///  - an empty line, an indented line, and a line break after a line of more than 120 characters or
///    after the end of a sentence begin a new paragraph;
///  - lines of wrapped text (no line beyond 120 characters, the line itself filled to three fifths
///  of
///    the longest) are joined, a hyphen at the end of one without a space;
///  - other line breaks (tables, lists, verse) stay inside their paragraph.
/// `text` is clean (encoding.h). Doing it twice changes nothing.
std::string to_paragraphs(std::string_view text);

/// The paragraph that begins at `text`: up to the first empty line.
std::string_view first_paragraph(std::string_view text);

}  // namespace dateline::archive
