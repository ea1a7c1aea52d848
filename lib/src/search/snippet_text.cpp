#include <string>
#include <string_view>

#include "dateline/search.h"

namespace dateline {
namespace {

constexpr std::string_view gap = "...";

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char each : text) {
    switch (each) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += each;
    }
  }
  return out;
}

template <class Convert>
std::string with_marks(const Snippet& snippet, std::string_view open, std::string_view close,
                       Convert convert) {
  const std::string_view text = snippet.text;
  std::string out;
  std::size_t at = 0;
  for (const ByteRange& mark : snippet.marks) {
    out += convert(text.substr(at, mark.from - at));
    out += open;
    out += convert(text.substr(mark.from, mark.to - mark.from));
    out += close;
    at = mark.to;
  }
  return out += convert(text.substr(at));
}

}  // namespace

std::string to_html(const Snippet& snippet) {
  std::string out(snippet.cut_before ? gap : "");
  out += with_marks(snippet, "<em>", "</em>", escaped);
  return out += snippet.cut_after ? gap : "";
}

std::string to_text(const Snippet& snippet, std::string_view open, std::string_view close) {
  return with_marks(snippet, open, close, [](std::string_view text) { return text; });
}

}  // namespace dateline
