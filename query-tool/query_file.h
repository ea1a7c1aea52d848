#pragma once

#include <cstdint>
#include <fstream>
#include <istream>
#include <string>

namespace dateline::query_tool {

/// Reads the queries of a batch: a line each, ID<TAB>QUERY; empty lines are passed over.
class QueryFile {
 public:
  struct Line {
    std::uint64_t number = 0;  ///< from 1
    bool is_query = false;     ///< false: it has no tab or no id
    std::string id;
    std::string query;
  };

  /// "-" is standard input. Throws UsageError if there is no such file, IoError if it cannot be
  /// read.
  explicit QueryFile(const std::string& path);

  /// False at the end. Throws IoError.
  bool next(Line& line);
  const std::string& name() const { return name_; }

 private:
  std::string name_;
  std::ifstream file_;
  std::istream* stream_;
  std::uint64_t number_ = 0;
};

}  // namespace dateline::query_tool
