#pragma once

#include <span>
#include <string>
#include <string_view>

#include "dateline/article.h"

namespace dateline::base {

/// A text of an article that is searched word by word. The table in text_fields.cpp is the only
/// list.
struct TextFieldInfo {
  TextField field;
  std::string_view name;  ///< in queries: "headline:summit"
  /// Of the field's terms in the index, as Omega has them where it has them. On disk: never change.
  std::string_view prefix;
  std::string Article::*text;
};

std::span<const TextFieldInfo> text_fields();

/// Null if there is no such field.
const TextFieldInfo* find_text_field(std::string_view name);

}  // namespace dateline::base
