#pragma once

#include <string>
#include <string_view>

#include "text/analyzer.h"

namespace dateline::text {

/// Analyses `text` and writes the tokens as docs/analysis.md does.
std::string words_of(std::string_view text, std::string_view language = "en");
std::string marks_of(std::string_view text);
std::string stems_of(std::string_view text, std::string_view language);
std::string stop_words_of(std::string_view text, std::string_view language);

}  // namespace dateline::text
