#pragma once

#include <string>
#include <string_view>

namespace dateline::archive {

/// `text` without what a web page or a blog puts below an article: "No comments:", "Post a
/// Comment", "Share this:", "Posted by X at 9:00 AM", "Labels: ...", links to other posts,
/// copyright lines; and everything below a line that counts comments ("3 comments:"). Only lines at
/// the end go, and words that may be an article's own ("Home", "Print") only in company of the
/// unmistakable ones. What goes is appended to `removed`, line by line.
std::string_view without_boilerplate(std::string_view text, std::string& removed);

/// Appends the lines of `text` that are not empty to `removed`.
void add_removed(std::string& removed, std::string_view text);

}  // namespace dateline::archive
