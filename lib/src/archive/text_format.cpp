#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "archive/encoding.h"
#include "archive/format.h"
#include "archive/text_layout.h"
#include "base/utf8.h"

namespace dateline::archive {
namespace {

/// One file, one article.
class TextSource final : public RecordSource {
 public:
  explicit TextSource(ByteWindow& bytes) : cutter_(bytes) {}

  bool next(ParsedRecord& record) override {
    const auto cut = cutter_.next({});
    if (!cut || base::trim(cut->bytes).empty()) return false;
    record.raw = cut->bytes;
    if (cut->oversized) {
      record.content = Malformed{oversized_reason(), std::string(cut->bytes)};
      return true;
    }
    std::string decoded;
    std::string text(to_utf8(cut->bytes, decoded));
    clean_text(text);
    Article article;
    lay_out(text, article);
    record.content = std::move(article);
    return true;
  }

 private:
  Cutter cutter_;
};

bool is_letter(char each) {
  const auto byte = static_cast<unsigned char>(each);
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
         byte >= 0x80;
}

// The name that `text` begins with, as XML and HTML form names.
std::string_view take_name(std::string_view text) {
  if (text.empty() || !is_letter(text.front())) return {};
  const auto* const end = std::find_if_not(text.begin(), text.end(), [](char each) {
    return is_letter(each) || (each >= '0' && each <= '9') || each == ':' || each == '-' ||
           each == '.';
  });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// A name, '=' and a quote, or what a tag ends in.
bool begins_attribute(std::string_view text) {
  const std::string_view name = take_name(text);
  const std::string_view behind = base::trim(text.substr(name.size()));
  if (name.empty() || !behind.starts_with('=')) return false;
  const std::string_view value = base::trim(behind.substr(1));
  return value.starts_with('"') || value.starts_with('\'');
}

// A declaration, a comment, or a start tag of which more shows than its name: an attribute, its end
// tag, another tag behind it. A text may begin with a word between brackets.
bool is_markup(std::string_view head) {
  if (!head.starts_with('<')) return false;
  const std::string_view inside = head.substr(1);
  if (inside.starts_with('?')) return !take_name(inside.substr(1)).empty();
  if (inside.starts_with('!')) {
    return inside.starts_with("!--") || inside.starts_with("![") ||
           !take_name(inside.substr(1)).empty();
  }
  const std::string_view name = take_name(inside);
  if (name.empty()) return false;
  std::string_view rest = inside.substr(name.size());
  const std::string_view trimmed = base::trim(rest);
  if (trimmed.starts_with("/>")) return true;
  if (trimmed.size() < rest.size() && begins_attribute(trimmed)) return true;
  if (!trimmed.starts_with('>')) return false;
  return base::trim(trimmed.substr(1)).starts_with('<') ||
         trimmed.find("</" + std::string(name)) != std::string_view::npos;
}

// JSON of another shape than one object a line.
bool is_json(std::string_view head) {
  if (!head.starts_with('{') && !head.starts_with('[')) return false;
  const std::string_view inside = base::trim(head.substr(1));
  return inside.starts_with('"') || inside.starts_with('{') || inside.starts_with('}');
}

// What other programs' files begin with; and more control characters than a damaged text has.
bool is_binary(std::string_view head) {
  using namespace std::string_view_literals;
  constexpr std::array magics{"%PDF-"sv,
                              "WARC/"sv,
                              "\x89PNG"sv,
                              "\xFF\xD8\xFF"sv,
                              "GIF8"sv,
                              "\x7F"
                              "ELF"sv,
                              "Rar!"sv,
                              "7z\xBC\xAF"sv,
                              "SQLite format"sv,
                              "\xD0\xCF\x11\xE0"sv};
  if (std::any_of(magics.begin(), magics.end(),
                  [&](std::string_view each) { return head.starts_with(each); })) {
    return true;
  }
  const auto controls = std::count_if(head.begin(), head.end(), [](char each) {
    const auto byte = static_cast<unsigned char>(each);
    return byte < 0x20 && (byte < '\t' || byte > '\r');
  });
  const std::size_t tolerated = std::min<std::size_t>(8, head.size() / 8);
  return static_cast<std::size_t>(controls) > tolerated + head.size() / 20;
}

bool detect(std::string_view head) {
  const std::string_view start = base::trim(head);
  return !is_markup(start) && !is_json(start) && !is_binary(head);
}

}  // namespace

extern const Format text_format;
const Format text_format{
    "text", "plain text: one article a file, with or without headline, dateline and byline",
    &detect, [](ByteWindow& bytes) -> std::unique_ptr<RecordSource> {
      return std::make_unique<TextSource>(bytes);
    }};

}  // namespace dateline::archive
