#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dateline::query {

/// Characters of a query up to a space, a parenthesis or a quote, with the backslashes resolved: a
/// backslash before punctuation takes from it any meaning but its own, and one before the first
/// letter says that this is neither an operator nor a name.
class Run {
 public:
  /// Reads one from the front of `source`.
  static Run read(std::string_view source);

  const std::string& text() const { return text_; }
  std::size_t source_bytes() const { return source_bytes_; }
  bool plain() const { return plain_; }

  bool has_active(std::string_view characters) const { return find(characters, true); }
  bool has_quoted(std::string_view characters) const { return find(characters, false); }

  /// Takes from the end what begins with the last active `mark`, which does not stand first. Absent
  /// if there is none.
  std::optional<std::string> take_suffix(char mark);
  /// Gives back what `take_suffix` took, as characters without meaning.
  void put_back(char mark, std::string_view suffix);

 private:
  bool find(std::string_view characters, bool active) const;

  std::string text_;
  std::string active_;  // for each byte of `text_`: 1 if it may have a meaning
  std::size_t source_bytes_ = 0;
  bool plain_ = false;
};

/// Whether the backslash that `source` begins with quotes the character after it.
bool is_escape(std::string_view source);

}  // namespace dateline::query
