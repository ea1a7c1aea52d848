#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "dateline/article.h"

namespace dateline::archive {

/// Reads one JSON object as an article. Keys:
///
///   id                     text or number, verbatim
///   headline | title       text
///   body | text            text, or a list of paragraphs
///   byline | author        text or a list of names; "By " is taken off
///   dateline               the place, or a whole written dateline ("MOSCOW, Feb 26 (Reuters) -")
///   date                   any form of base::parse_timestamp
///   source section url language
///   people countries topics   a list of texts, or one text: the values given. [] says that there
///                          are none; null, "" or no key say nothing
///
/// The first name of a key wins over its alias, the later of two equal keys over the earlier.
/// Numbers and true/false count as text. Every other key, and every value of a kind that its key
/// does not take (an object as a label, a date that cannot be read), is kept in `extra` under its
/// key: text as it is, anything else as JSON. The body is cleaned (body.h): boilerplate off, and
/// without a dateline key the dateline in front is lifted.
class JsonArticleParser {
 public:
  JsonArticleParser();
  JsonArticleParser(const JsonArticleParser&) = delete;
  JsonArticleParser& operator=(const JsonArticleParser&) = delete;
  ~JsonArticleParser();

  /// `json` is valid UTF-8 followed by at least ByteWindow::padding bytes that may be read. Why it
  /// is no JSON object; empty: `article` is filled.
  std::string parse(std::string_view json, Article& article);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::archive
