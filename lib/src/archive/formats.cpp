#include <algorithm>
#include <array>

#include "archive/format.h"
#include "base/utf8.h"
#include "dateline/reader.h"

namespace dateline {
namespace archive {

extern const Format jsonl_format;
extern const Format reuters_format;
extern const Format text_format;

namespace {

// Plain text is anything that nothing else is: last.
constexpr std::array table{&jsonl_format, &reuters_format, &text_format};

std::string looks_like(std::string_view head) {
  head = base::trim(head.substr(0, 64));
  if (head.starts_with('<')) return "markup of a kind that no format knows (XML, HTML)";
  if (head.starts_with('{') || head.starts_with('[')) return "JSON that is not one object a line";
  return "not text";
}

}  // namespace

std::span<const Format* const> format_table() {
  return table;
}

const Format* find_format(std::string_view name) {
  const auto* found = std::find_if(table.begin(), table.end(),
                                   [&](const Format* each) { return each->name == name; });
  return found == table.end() ? nullptr : *found;
}

const Format* detect_format(std::string_view head, std::string& reason) {
  for (const Format* each : table) {
    if (each->detect(head)) return each;
  }
  reason =
      "format not recognised: " + looks_like(head) + "; --format names one to read it by force";
  return nullptr;
}

}  // namespace archive

std::vector<FormatInfo> formats() {
  std::vector<FormatInfo> out;
  for (const archive::Format* each : archive::format_table()) {
    out.push_back({each->name, each->description});
  }
  std::sort(out.begin(), out.end(),
            [](const FormatInfo& a, const FormatInfo& b) { return a.name < b.name; });
  return out;
}

}  // namespace dateline
