#pragma once

#include <string_view>

namespace dateline::archive {

/// Whether a file or folder found below an input (by name, without its path) is passed over: it is
/// no part of the archive but of what keeps it. Hidden files (".git", ".DS_Store"), editors'
/// leftovers
/// ("a.txt~", "#a.txt#"), what macOS puts into zip files ("__MACOSX"), schemas (".dtd", ".xsd") and
/// documentation: "README" with any extension, and the lists of labels that come with Reuters-21578
/// ("all-places-strings.lc.txt", "cat-descriptions_120396.txt"). A file that is itself the input is
/// always read.
bool is_passed_over(std::string_view name);

}  // namespace dateline::archive
