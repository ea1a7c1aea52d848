#include "archive/byte_window.h"

#include <algorithm>

#include <fmt/format.h>
#include <string.h>  // NOLINT(modernize-deprecated-headers): memmem

namespace dateline::archive {
namespace {

constexpr std::size_t read_bytes = std::size_t{64} << 10;

}  // namespace

ByteWindow::ByteWindow(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

// Moves the bytes at hand to the front, or doubles the buffer where they fill it, so that looking
// ahead over n bytes costs O(n) in all.
void ByteWindow::make_room() {
  const std::size_t used = end_ - begin_;
  if (used + read_bytes + padding > capacity_) {
    const std::size_t capacity = std::max(used * 2, used + read_bytes) + padding;
    auto larger = std::make_unique_for_overwrite<char[]>(capacity);
    if (used > 0) ::memcpy(larger.get(), buffer_.get() + begin_, used);
    buffer_ = std::move(larger);
    capacity_ = capacity;
  } else if (used > 0) {
    ::memmove(buffer_.get(), buffer_.get() + begin_, used);
  }
  begin_ = 0;
  end_ = used;
}

bool ByteWindow::read_more() {
  if (interruption_) std::rethrow_exception(interruption_);
  if (at_end_) return false;
  if (capacity_ < end_ + read_bytes + padding) make_room();
  const std::size_t count = source_->read({buffer_.get() + end_, capacity_ - padding - end_});
  ::memset(buffer_.get() + end_ + count, 0, padding);
  end_ += count;
  source_position_ += count;
  at_end_ = count == 0;
  return !at_end_;
}

std::string_view ByteWindow::look_ahead(std::size_t count) {
  try {
    while (view().size() < count && read_more()) {
    }
  } catch (...) {
    if (view().empty()) throw;
    interruption_ = std::current_exception();
  }
  return view();
}

bool ByteWindow::seek(std::uint64_t position) {
  if (!source_->seek(position)) return false;
  begin_ = 0;
  end_ = 0;
  source_position_ = position;
  at_end_ = false;
  return true;
}

std::size_t find_bytes(std::string_view text, std::string_view wanted, std::size_t from) {
  if (from >= text.size()) return std::string_view::npos;
  const void* found =
      ::memmem(text.data() + from, text.size() - from, wanted.data(), wanted.size());
  if (found == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

std::optional<Cut> Cutter::next(std::string_view delimiter) {
  window_.consume(pending_);
  pending_ = 0;
  std::size_t searched = 0;
  for (;;) {
    const std::string_view bytes = window_.view();
    const auto found =
        delimiter.empty() ? std::string_view::npos : find_bytes(bytes, delimiter, searched);
    const std::size_t length =
        found == std::string_view::npos ? bytes.size() : found + delimiter.size();
    if (length > max_record_bytes) return oversized(delimiter);
    if (found != std::string_view::npos) {
      pending_ = length;
      return Cut{bytes.substr(0, length)};
    }
    searched = bytes.size() - std::min(bytes.size(), delimiter.empty() ? 0 : delimiter.size() - 1);
    if (!window_.read_more()) {
      pending_ = window_.view().size();
      if (pending_ == 0) return std::nullopt;
      return Cut{window_.view()};
    }
  }
}

Cut Cutter::oversized(std::string_view delimiter) {
  kept_.assign(window_.view().substr(0, kept_of_oversized));
  for (;;) {
    const std::string_view bytes = window_.view();
    const auto found = delimiter.empty() ? std::string_view::npos : find_bytes(bytes, delimiter);
    if (found != std::string_view::npos) {
      pending_ = found + delimiter.size();
      break;
    }
    // A delimiter may stand across two reads.
    const std::size_t tail = delimiter.empty() ? 0 : delimiter.size() - 1;
    window_.consume(bytes.size() - std::min(bytes.size(), tail));
    if (!window_.read_more()) {
      pending_ = window_.view().size();
      break;
    }
  }
  return Cut{kept_, true};
}

std::string oversized_reason() {
  return fmt::format(
      "longer than {} MiB, the most that one record may have; its first {} bytes are kept here",
      max_record_bytes >> 20, kept_of_oversized);
}

}  // namespace dateline::archive
