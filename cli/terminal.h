#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline::cli {

/// How text for a person looks on one stream.
struct Style {
  bool colour = false;     ///< the stream is a terminal and NO_COLOR is unset
  std::size_t width = 80;  ///< columns; 80 where there is no terminal

  std::string bold(std::string_view text) const;
  std::string faint(std::string_view text) const;
  /// The words of a query in a passage.
  std::string_view mark_begin() const;
  std::string_view mark_end() const;
};

/// The style of standard output.
Style output_style();

bool stderr_is_terminal();
std::size_t stderr_width();

/// `text` with a space for every byte of a control character, so that an article cannot send escape
/// sequences to the terminal. Byte ranges into it stay right.
std::string printable(std::string_view text);

/// Lines of at most `width` columns, each behind `indent` spaces and ended by a line end. Counts
/// characters, escape sequences as none; a longer word stays whole.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

/// Characters of UTF-8 text, escape sequences not counted.
std::size_t columns(std::string_view text);

}  // namespace dateline::cli
