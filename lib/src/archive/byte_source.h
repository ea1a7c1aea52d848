#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>

namespace dateline::archive {

/// Where bytes come from: a file, a stream, a member of a package, another source decoded. Nothing
/// here throws for what the input does: bytes end, and `error()` says whether they ended early.
/// Only the wish to stop passes: what a caller's stream throws with ErrorCode::cancelled.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Reads up to `to.size()` bytes; 0 only at the end, or after an error.
  virtual std::size_t read(std::span<char> to) = 0;
  /// Moves to a place counted from the beginning; false where the source cannot.
  virtual bool seek(std::uint64_t /*position*/) { return false; }
  /// Bytes in all, where that is known and `seek` works.
  virtual std::optional<std::uint64_t> size() const { return std::nullopt; }
  /// Why the bytes ended before their end; empty: they did not.
  const std::string& error() const { return error_; }

 protected:
  void set_error(std::string reason) { error_ = std::move(reason); }

 private:
  std::string error_;
};

/// A file of the operating system. One that cannot be opened has no bytes and an error. Every byte
/// read for the first time is added to `bytes_read`, which must outlive the source.
class FileSource final : public ByteSource {
 public:
  FileSource(const std::filesystem::path& path, std::uint64_t& bytes_read);
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override;

  std::size_t read(std::span<char> to) override;
  bool seek(std::uint64_t position) override;
  std::optional<std::uint64_t> size() const override { return size_; }

 private:
  int descriptor_ = -1;
  std::optional<std::uint64_t> size_;  ///< of a regular file
  std::uint64_t position_ = 0;
  std::uint64_t furthest_ = 0;
  std::uint64_t& bytes_read_;
};

/// A stream of the caller's, which must outlive the source, as must `bytes_read`.
class StreamSource final : public ByteSource {
 public:
  StreamSource(std::istream& stream, std::uint64_t& bytes_read)
      : stream_(stream), bytes_read_(bytes_read) {}

  std::size_t read(std::span<char> to) override;

 private:
  std::istream& stream_;
  std::uint64_t& bytes_read_;
};

}  // namespace dateline::archive
