#pragma once

#include <string_view>
#include <vector>

namespace dateline::annotate {

/// The lines of an embedded data file, without comments ("#" first) and empty lines. Views into
/// `text`.
std::vector<std::string_view> data_lines(std::string_view text);

/// The parts of `text` between separators; empty parts are kept, an empty text has none.
std::vector<std::string_view> split(std::string_view text, char separator);

/// The rows of a file of tab-separated columns. Throws Error (internal) naming `file` and the row
/// if one has not exactly `columns` columns.
std::vector<std::vector<std::string_view>> data_rows(std::string_view text, std::size_t columns,
                                                     std::string_view file);

/// The row of `key` in a file of tab-separated columns whose rows are sorted by the bytes of the
/// first; empty if there is none. Looks where the row must be and makes nothing: for the few
/// questions of a run.
std::string_view find_row(std::string_view sorted, std::string_view key);

}  // namespace dateline::annotate
