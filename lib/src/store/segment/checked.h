#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// Pieces of a segment that a search reads one by one: each follows its checksum, and is compared
/// with it when it is read.
namespace dateline::store {

/// Bytes of a checksum.
inline constexpr std::size_t checksum_bytes = sizeof(std::uint32_t);

/// As it stands in the file.
std::string checksum_of(std::string_view piece, std::uint64_t seed);

/// Appends the checksum of `piece`, then `piece`. The `seed` says what it is beside its bytes, so
/// that one sound piece cannot pass for another.
template <class Out>
void append_checked(Out& out, std::string_view piece, std::uint64_t seed = 0) {
  out.append(checksum_of(piece, seed));
  out.append(piece);
}

/// The piece behind its checksum; nothing if they do not fit.
std::optional<std::string_view> checked_piece(std::string_view bytes, std::uint64_t seed = 0);

/// Which of many pieces have been compared, for pieces that are compared once. Thread-safe, without
/// locks: several threads may compare one piece, which does no harm.
class ComparedPieces {
 public:
  ComparedPieces() = default;
  explicit ComparedPieces(std::size_t pieces)
      : words_(std::make_unique<std::atomic<std::uint64_t>[]>((pieces + 63) / 64)) {}

  bool has(std::size_t piece) const {
    return (words_[piece / 64].load(std::memory_order_relaxed) >> (piece % 64) & 1U) != 0;
  }
  void add(std::size_t piece) {
    words_[piece / 64].fetch_or(std::uint64_t{1} << (piece % 64), std::memory_order_relaxed);
  }

 private:
  std::unique_ptr<std::atomic<std::uint64_t>[]> words_;
};

}  // namespace dateline::store
