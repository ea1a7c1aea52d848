#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>

#include "archive/byte_source.h"

namespace dateline::archive {

/// A byte source with look-ahead: what record splitters and detectors read from. The memory is that
/// of the longest stretch looked at without consuming it.
class ByteWindow {
 public:
  /// Bytes after `view()` that may be read (not trusted): simdjson reads ahead of what it parses.
  static constexpr std::size_t padding = 64;

  explicit ByteWindow(std::unique_ptr<ByteSource> source);

  /// The bytes at hand that are not consumed. Valid until the next call that is not const.
  std::string_view view() const { return {buffer_.get() + begin_, end_ - begin_}; }
  /// Reads more bytes behind those at hand; false at the end of the source. What the source throws
  /// comes out, at every further call too.
  bool read_more();
  /// Looks at least `count` bytes ahead; fewer at the end of the source, or where it throws and
  /// bytes are at hand: whole records among them can still be read.
  std::string_view look_ahead(std::size_t count);
  void consume(std::size_t count) { begin_ += count; }

  /// Bytes consumed so far.
  std::uint64_t position() const { return source_position_ - (end_ - begin_); }
  bool seek(std::uint64_t position);
  std::optional<std::uint64_t> size() const { return source_->size(); }
  const std::string& error() const { return source_->error(); }

 private:
  void make_room();

  std::unique_ptr<ByteSource> source_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t source_position_ = 0;
  bool at_end_ = false;
  std::exception_ptr interruption_{};
};

/// As `text.find(wanted, from)`, several times as fast over text full of the first byte of
/// `wanted`.
std::size_t find_bytes(std::string_view text, std::string_view wanted, std::size_t from = 0);

/// The hard cap of one record, in bytes as they stand in the file (decompressed). A longer one is
/// rejected and passed over in bounded memory.
inline constexpr std::size_t max_record_bytes = std::size_t{16} << 20;
/// How much of a record beyond the cap a Rejection keeps.
inline constexpr std::size_t kept_of_oversized = std::size_t{4} << 10;

/// A stretch of bytes cut out of a window.
struct Cut {
  /// Valid until the next cut; the first `kept_of_oversized` bytes of an oversized one.
  std::string_view bytes;
  bool oversized = false;
};

/// Cuts the next stretch up to and including `delimiter`, or up to the end of the bytes; absent
/// when there are no more. An empty delimiter takes all that there is.
class Cutter {
 public:
  explicit Cutter(ByteWindow& window) : window_(window) {}
  std::optional<Cut> next(std::string_view delimiter);

 private:
  Cut oversized(std::string_view delimiter);

  ByteWindow& window_;
  std::size_t pending_ = 0;  ///< bytes of the last cut, still in the window
  std::string kept_;
};

/// What to tell about an oversized record.
std::string oversized_reason();

}  // namespace dateline::archive
