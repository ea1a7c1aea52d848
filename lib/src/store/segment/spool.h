#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/hash.h"
#include "store/append_file.h"

namespace dateline::store {

/// Bytes that are appended and later read once, from beginning to end: the first MiB in memory, all
/// behind it in a file without a name. For one thread at a time. Members throw
/// std::filesystem::filesystem_error.
class Spool {
 public:
  /// The file, if one is needed, is on the disk of `folder`.
  explicit Spool(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void append(std::string_view bytes);
  std::uint64_t size() const { return spilled_bytes() + buffer_.size(); }
  std::size_t memory_bytes() const { return buffer_.capacity(); }
  /// As base::hash64 of all bytes.
  std::uint64_t hash() const;

  /// Calls `take` with one stretch of bytes after the other.
  template <class Take>
  void for_each(const Take& take) {
    constexpr std::uint64_t stretch = std::uint64_t{256} << 10U;
    std::string bytes;
    if (file_) file_->flush();
    for (std::uint64_t at = 0; at < spilled_bytes(); at += bytes.size()) {
      bytes.resize(static_cast<std::size_t>(std::min(stretch, spilled_bytes() - at)));
      file_->read(at, bytes);
      take(std::string_view{bytes});
    }
    take(std::string_view{buffer_});
  }

 private:
  void spill();
  std::uint64_t spilled_bytes() const { return file_ ? file_->size() : 0; }

  std::filesystem::path folder_;
  std::string buffer_;
  std::optional<AppendFile> file_;
  base::Hasher64 spilled_hash_;
};

}  // namespace dateline::store
