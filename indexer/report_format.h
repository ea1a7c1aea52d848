#pragma once

#include "cli/command_line.h"

namespace dateline::indexer {

/// How the final figures of a command are told.
enum class ReportFormat { text, json };

inline void add_report_option(cli::CommandLine& line, ReportFormat& format,
                              const std::string& description) {
  line.add_choice("--report", format,
                  {std::pair<std::string_view, ReportFormat>{"text", ReportFormat::text},
                   {"json", ReportFormat::json}},
                  description);
}

}  // namespace dateline::indexer
