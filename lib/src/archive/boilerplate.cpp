#include "archive/boilerplate.h"

#include <algorithm>
#include <array>

#include "archive/byte_window.h"
#include "archive/letters.h"
#include "base/one_of.h"
#include "base/utf8.h"

namespace dateline::archive {
namespace {

using base::is_one_of;

constexpr std::size_t longest_boilerplate_line = 200;

/// How sure a line is to be no part of the article.
enum class Kind {
  article,
  companion,  ///< only beside a marker
  marker,     ///< never the last line of an article
  comments,   ///< and what follows are the readers' comments
};

// Lines as a whole.
constexpr std::array<std::string_view, 23> markers{"post a comment",
                                                   "no comments",
                                                   "no comments yet",
                                                   "no comments:",
                                                   "leave a reply",
                                                   "leave a comment",
                                                   "add a comment",
                                                   "comments are closed",
                                                   "comments are closed.",
                                                   "share this:",
                                                   "share this",
                                                   "share this article",
                                                   "share this post",
                                                   "like this:",
                                                   "like loading...",
                                                   "links to this post",
                                                   "links to this post:",
                                                   "create a link",
                                                   "newer post older post home",
                                                   "all rights reserved",
                                                   "all rights reserved.",
                                                   "no trackbacks",
                                                   "be the first to comment"};

// Beginnings of lines.
constexpr std::array<std::string_view, 15> marker_beginnings{
    "no comments: post",      "email thisblogthis!",    "email this blogthis!",
    "subscribe to: post",     "subscribe to: comments", "labels: ",
    "share to twitter",       "share to facebook",      "share on facebook",
    "share on twitter",       "filed under:",           "posted in ",
    "this entry was posted ", "leave a reply ",         "newer post older post"};

constexpr std::array<std::string_view, 40> companions{"newer post",
                                                      "older post",
                                                      "newer posts",
                                                      "older posts",
                                                      "home",
                                                      "twitter",
                                                      "facebook",
                                                      "google+",
                                                      "linkedin",
                                                      "reddit",
                                                      "pinterest",
                                                      "tumblr",
                                                      "whatsapp",
                                                      "email",
                                                      "e-mail",
                                                      "email this",
                                                      "blogthis!",
                                                      "print",
                                                      "tweet",
                                                      "share",
                                                      "like",
                                                      "loading...",
                                                      "related",
                                                      "reply",
                                                      "permalink",
                                                      "reactions:",
                                                      "comments",
                                                      "share to pinterest",
                                                      "more",
                                                      "print this",
                                                      "email this article",
                                                      "print this article",
                                                      "save",
                                                      "digg",
                                                      "del.icio.us",
                                                      "delicious",
                                                      "stumbleupon",
                                                      "rss",
                                                      "follow",
                                                      "trackbacks"};

constexpr std::array<std::string_view, 6> companion_beginnings{
    "tags: ", "tagged ", "posted by ", "labels:", "category: ", "categories: "};

template <std::size_t count>
bool begins_with_one_of(std::string_view line, const std::array<std::string_view, count>& table) {
  return std::any_of(table.begin(), table.end(),
                     [&](std::string_view each) { return line.starts_with(each); });
}

// "3 comments:", "1 comment"
bool counts_comments(std::string_view line) {
  const auto digits = line.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos) return false;
  const std::string_view rest = line.substr(digits);
  return rest == " comments:" || rest == " comment:" || rest == " comments" || rest == " comment";
}

// "Posted by Ann at 9:00 AM", "Posted by Ann at 21:30 3 comments:"
bool is_signature(std::string_view line) {
  if (!line.starts_with("posted by ") && !line.starts_with("posted at ")) return false;
  const auto colon = line.find(':');
  return colon != std::string_view::npos && colon > 0 && line[colon - 1] >= '0' &&
         line[colon - 1] <= '9';
}

bool is_copyright(std::string_view line) {
  if (line.size() > 120) return false;
  const bool sign =
      line.starts_with("\u00A9") || line.starts_with("(c) ") || line.starts_with("copyright ");
  return sign && line.find_first_of("0123456789") != std::string_view::npos;
}

Kind classify(std::string_view line) {
  if (line.size() > longest_boilerplate_line) return Kind::article;
  const std::string folded = base::to_lower_ascii(line);
  if (counts_comments(folded)) return Kind::comments;
  if (is_one_of(folded, markers) || begins_with_one_of(folded, marker_beginnings) ||
      is_signature(folded) || is_copyright(folded)) {
    return Kind::marker;
  }
  if (is_one_of(folded, companions) || begins_with_one_of(folded, companion_beginnings)) {
    return Kind::companion;
  }
  return Kind::article;
}

/// Takes lines off the end of a text.
struct LastLine {
  std::string_view line;  ///< trimmed
  std::size_t from;       ///< where it begins in the text
};

LastLine last_line(std::string_view text) {
  const auto end = text.rfind('\n');
  const std::size_t from = end == std::string_view::npos ? 0 : end + 1;
  return {base::trim(text.substr(from)), from};
}

std::string_view trim_end(std::string_view text) {
  const auto last = text.find_last_not_of(" \t\n");
  return last == std::string_view::npos ? std::string_view{} : text.substr(0, last + 1);
}

// Where the readers' comments begin: the last line that counts them, if no line of boilerplate's
// kind but the comments themselves stands below.
std::size_t begin_of_comments(std::string_view text) {
  constexpr std::size_t searched = std::size_t{64} << 10;
  const std::size_t first = text.size() > searched ? text.size() - searched : 0;
  const std::string_view end = text.substr(first);
  for (auto at = find_bytes(end, "comment"); at != std::string_view::npos;
       at = find_bytes(end, "comment", at + 1)) {
    const auto before = end.rfind('\n', at);
    const std::size_t from = before == std::string_view::npos ? 0 : before + 1;
    const std::string_view line = base::trim(end.substr(from, end.find('\n', at) - from));
    if (from > 0 && line.ends_with(':') && classify(line) == Kind::comments) return first + from;
  }
  return text.size();
}

}  // namespace

void add_removed(std::string& removed, std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = base::trim(text.substr(0, end));
    if (!line.empty()) {
      if (!removed.empty()) removed += '\n';
      removed += line;
    }
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
}

std::string_view without_boilerplate(std::string_view text, std::string& removed) {
  const std::size_t comments = begin_of_comments(text);
  std::size_t cut = comments;
  std::string_view rest = trim_end(text.substr(0, comments));
  bool marked = comments < text.size();
  while (!rest.empty()) {
    const LastLine last = last_line(rest);
    const Kind kind = classify(last.line);
    if (kind == Kind::article) break;
    marked = marked || kind != Kind::companion;
    rest = trim_end(rest.substr(0, last.from));
    if (marked) cut = last.from;
  }
  if (!marked) return text;
  add_removed(removed, text.substr(cut));
  return trim_end(text.substr(0, cut));
}

}  // namespace dateline::archive
