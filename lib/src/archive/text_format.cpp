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

bool is_markup(std::string_view head) {
  constexpr std::array<std::string_view, 6> beginnings{"<?xml", "<!doctype", "<html",
                                                       "<!--",  "<rss",      "<newsitem"};
  const std::string start = base::to_lower_ascii(head.substr(0, 16));
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view each) { return start.starts_with(each); });
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
  constexpr std::size_t tolerated = 8;
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
