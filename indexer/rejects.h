#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>

#include "dateline/reader.h"

namespace dateline::indexer {

/// What becomes of records that are no articles: each is said on standard error and, where a file
/// is named, written to it whole, a JSON line each.
class Rejects {
 public:
  using Say = std::function<void(std::string_view)>;

  /// An empty path: no file. Throws IoError if the file cannot be written.
  Rejects(std::filesystem::path file, Say say);

  void add(const Rejection& rejection);
  /// Throws IoError if something of the file could not be written.
  void close();
  std::uint64_t count() const { return count_; }

 private:
  std::filesystem::path path_;
  Say say_;
  std::ofstream file_;
  std::uint64_t count_ = 0;
};

/// One line of the file: {"file","record","reason","raw"}, "raw_base64" in place of "raw" where the
/// bytes are not UTF-8.
std::string rejection_line(const Rejection& rejection);

}  // namespace dateline::indexer
