#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace dateline::store {

/// A new file, written from its beginning to its end through a buffer of 256 KiB. One with a name
/// goes to the disk as it grows, so that `sync` has little to wait for. For one thread at
/// a time. Members throw std::filesystem::filesystem_error where the system refuses.
class AppendFile {
 public:
  /// A file that must not exist yet.
  static AppendFile create(const std::filesystem::path& path);
  /// A file without a name on the disk of `folder`: its room is free again when the object, or the
  /// process however it ends, is gone.
  static AppendFile unnamed(const std::filesystem::path& folder);

  AppendFile(AppendFile&& other) noexcept;
  AppendFile& operator=(AppendFile&&) = delete;
  AppendFile(const AppendFile&) = delete;
  ~AppendFile();

  void append(std::string_view bytes);
  /// Of all that was appended.
  std::uint64_t size() const { return written_ + buffer_.size(); }
  /// Hands all to the operating system, for `read`.
  void flush();
  /// Flushes, and returns when all is on the disk.
  void sync();
  /// To map what was flushed.
  int descriptor() const { return descriptor_; }
  /// Fills `out` with flushed bytes from `offset` on; throws if there are not as many.
  void read(std::uint64_t offset, std::span<char> out) const;

 private:
  enum class Name { kept, none };

  AppendFile(int descriptor, std::filesystem::path path, Name name);
  void write(std::string_view bytes);
  void begin_writing();

  int descriptor_;
  std::filesystem::path path_;
  std::string buffer_;
  bool is_named_;
  std::uint64_t written_ = 0;
  std::uint64_t begun_ = 0;  // so much of it was handed to the disk
};

}  // namespace dateline::store
