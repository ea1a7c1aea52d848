#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "archive/byte_window.h"

namespace dateline::archive {

/// Whether bytes that begin with `head` (512 bytes or more, where there are so many) are compressed
/// (gzip, bzip2, xz, zstd) or packed (tar, zip), told by their own marks and, for tar, its
/// checksum.
bool is_package(std::string_view head);

/// How many bytes is_package wants to see.
inline constexpr std::size_t package_head_bytes = 512;

/// A compressed or packed source taken apart, member by member, as a stream. A source that is only
/// compressed has one member, without a name.
class Package {
 public:
  explicit Package(std::unique_ptr<ByteWindow> source);
  ~Package();

  /// Goes on to the next member that is a file; false at the end, or where the package is damaged:
  /// then `error()` says how.
  bool next();
  const std::string& name() const;
  /// The bytes of the member, at most once for each. The package must outlive it, and `next` ends
  /// it.
  std::unique_ptr<ByteWindow> open();

  const std::string& error() const;
  /// Members passed over so far: see file_selection.h, and links and devices.
  std::uint64_t passed_over() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::archive
