#include "base/text_fields.h"

#include <algorithm>
#include <array>

namespace dateline::base {
namespace {

constexpr std::array table{
    TextFieldInfo{TextField::headline, "headline", "S", &Article::headline},
    TextFieldInfo{TextField::body, "body", "", &Article::body},
    TextFieldInfo{TextField::dateline, "dateline", "XDATELINE", &Article::dateline},
    TextFieldInfo{TextField::byline, "byline", "A", &Article::byline},
    TextFieldInfo{TextField::source, "source", "XSOURCE", &Article::source},
    TextFieldInfo{TextField::section, "section", "XSECTION", &Article::section},
};

}  // namespace

std::span<const TextFieldInfo> text_fields() {
  return table;
}

const TextFieldInfo* find_text_field(std::string_view name) {
  const auto* found = std::find_if(table.begin(), table.end(),
                                   [&](const TextFieldInfo& each) { return each.name == name; });
  return found == table.end() ? nullptr : found;
}

}  // namespace dateline::base
