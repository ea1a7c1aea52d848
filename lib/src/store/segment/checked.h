#pragma once

#include <array>
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
/// locks: several threads may compare one piece, which does no harm. Memory is taken for what has
/// been compared alone: a program that searches once reads few pieces of a million.
class ComparedPieces {
 public:
  explicit ComparedPieces(std::size_t pieces = 0)
      : parts_(
            new std::atomic<Part*>[parts_for(pieces)] {}, DeleteParts{parts_for(pieces)}) {}

  bool has(std::size_t piece) const {
    const Part* const part = parts_[piece / pieces_a_part].load(std::memory_order_acquire);
    return part != nullptr &&
           ((*part)[word_of(piece)].load(std::memory_order_relaxed) >> (piece % bits_a_word) &
            1U) != 0;
  }
  void add(std::size_t piece) {
    part_of(piece)[word_of(piece)].fetch_or(std::uint64_t{1} << (piece % bits_a_word),
                                            std::memory_order_relaxed);
  }

 private:
  static constexpr std::size_t bits_a_word = 64;
  static constexpr std::size_t pieces_a_part = 4096;
  using Part = std::array<std::atomic<std::uint64_t>, pieces_a_part / bits_a_word>;

  struct DeleteParts {
    explicit DeleteParts(std::size_t parts) : count(parts) {}
    void operator()(std::atomic<Part*>* parts) const;

    std::size_t count;
  };

  static std::size_t parts_for(std::size_t pieces) {
    return pieces / pieces_a_part + (pieces % pieces_a_part != 0 ? 1 : 0);
  }
  static std::size_t word_of(std::size_t piece) { return piece % pieces_a_part / bits_a_word; }
  Part& part_of(std::size_t piece);

  std::unique_ptr<std::atomic<Part*>[], DeleteParts> parts_;
};

}  // namespace dateline::store
