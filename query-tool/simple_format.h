#pragma once

#include "cli/command_line.h"

namespace dateline::query_tool {

/// The formats of commands that do not list hits.
enum class SimpleFormat { text, json };

inline void add_simple_format(cli::CommandLine& line, SimpleFormat& format) {
  line.add_choice("--format", format,
                  {std::pair<std::string_view, SimpleFormat>{"text", SimpleFormat::text},
                   {"json", SimpleFormat::json}},
                  "Form of the answer (text)");
}

}  // namespace dateline::query_tool
