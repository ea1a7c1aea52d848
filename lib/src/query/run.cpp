#include "query/run.h"

#include "query/characters.h"

namespace dateline::query {

bool is_escape(std::string_view source) {
  if (!source.starts_with('\\') || source.size() < 2) return false;
  const char32_t next = character_at(source, 1).code;
  return is_ascii_punctuation(next) || is_quote(next);
}

Run Run::read(std::string_view source) {
  Run out;
  std::size_t at = 0;
  if (source.starts_with('\\') && !is_escape(source)) {
    out.plain_ = source.size() > 1 && is_letter_or_number(character_at(source, 1).code);
    at = 1;
  }
  while (at < source.size()) {
    const bool escaped = is_escape(source.substr(at));
    if (escaped) ++at;
    const Character each = character_at(source, at);
    const bool ends =
        is_space(each.code) || each.code == '(' || each.code == ')' || is_quote(each.code);
    if (ends && !escaped) break;
    out.text_.append(source, at, each.bytes);
    out.active_.append(each.bytes, escaped ? '\0' : '\1');
    at += each.bytes;
  }
  out.source_bytes_ = at;
  return out;
}

bool Run::find(std::string_view characters, bool active) const {
  for (auto at = text_.find_first_of(characters); at != std::string::npos;
       at = text_.find_first_of(characters, at + 1)) {
    if ((active_[at] != 0) == active) return true;
  }
  return false;
}

std::optional<std::string> Run::take_suffix(char mark) {
  const auto at = text_.rfind(mark);
  if (at == std::string::npos || at == 0 || active_[at] == 0) return std::nullopt;
  std::string suffix = text_.substr(at + 1);
  text_.resize(at);
  active_.resize(at);
  return suffix;
}

void Run::put_back(char mark, std::string_view suffix) {
  text_ += mark;
  text_ += suffix;
  active_.resize(text_.size(), '\0');
}

}  // namespace dateline::query
