#include "query-tool/query_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>

#include <fmt/format.h>

#include "cli/command_line.h"
#include "dateline/error.h"

namespace dateline::query_tool {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

QueryFile::QueryFile(const std::string& path)
    : name_(path == "-" ? "<stdin>" : path), stream_(&std::cin) {
  if (path == "-") return;
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) {
    throw cli::UsageError(fmt::format("--queries: there is no file '{}'", path));
  }
  if (status.type() == std::filesystem::file_type::directory) {
    throw cli::UsageError(fmt::format("--queries: '{}' is a folder", path));
  }
  file_.open(path, std::ios::binary);
  if (!file_) throw IoError(fmt::format("cannot read {}: {}", path, std::strerror(errno)));
  stream_ = &file_;
}

bool QueryFile::next(Line& line) {
  std::string text;
  while (std::getline(*stream_, text)) {
    ++number_;
    if (number_ == 1 && text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
    if (text.ends_with('\r')) text.pop_back();
    if (text.empty()) continue;
    const auto tab = text.find('\t');
    line.number = number_;
    line.is_query = tab != std::string::npos && tab > 0;
    line.id = line.is_query ? text.substr(0, tab) : std::string{};
    line.query = line.is_query ? text.substr(tab + 1) : std::string{};
    return true;
  }
  if (stream_->bad()) throw IoError(fmt::format("cannot read {} to its end", name_));
  return false;
}

}  // namespace dateline::query_tool
