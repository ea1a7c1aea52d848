#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "base/short_bytes.h"

namespace dateline::text {

/// Bytes of many short strings that stay where they are, padded (see base/short_bytes.h): views
/// into it live until `clear` or destruction, and survive a move.
class CharArena {
 public:
  CharArena() = default;
  CharArena(CharArena&& other) noexcept
      : chunks_(std::move(other.chunks_)),
        chunk_(std::exchange(other.chunk_, 0)),
        used_(std::exchange(other.used_, 0)) {
    other.chunks_.clear();
  }
  CharArena& operator=(CharArena&& other) noexcept {
    chunks_ = std::move(other.chunks_);
    other.chunks_.clear();
    chunk_ = std::exchange(other.chunk_, 0);
    used_ = std::exchange(other.used_, 0);
    return *this;
  }

  /// `bytes` are padded themselves.
  std::string_view store(std::string_view bytes) {
    const std::size_t room = bytes.size() + base::padding;
    if (chunk_ == chunks_.size() || chunks_[chunk_].size() - used_ < room) next_chunk(room);
    char* const at = chunks_[chunk_].data() + used_;
    base::copy_padded(bytes, at);
    used_ += bytes.size();
    return {at, bytes.size()};
  }

  /// Forgets the strings and keeps the memory.
  void clear() {
    chunk_ = 0;
    used_ = 0;
  }

 private:
  // Chunks double, so that a query's words cost little and an article's few allocations.
  void next_chunk(std::size_t at_least) {
    if (chunk_ < chunks_.size()) ++chunk_;
    while (chunk_ < chunks_.size() && chunks_[chunk_].size() < at_least) ++chunk_;
    used_ = 0;
    if (chunk_ < chunks_.size()) return;
    const std::size_t doubled = chunks_.empty() ? first_chunk : 2 * chunks_.back().size();
    const std::size_t size = std::max(at_least, std::min(doubled, largest_chunk));
    chunks_.emplace_back(size);
  }

  static constexpr std::size_t first_chunk = 1024;
  static constexpr std::size_t largest_chunk = 65536;

  std::vector<std::vector<char>> chunks_;  // never resized once made
  std::size_t chunk_ = 0;                  // the one being filled
  std::size_t used_ = 0;                   // of it
};

}  // namespace dateline::text
