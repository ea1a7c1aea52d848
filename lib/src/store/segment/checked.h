#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Pieces of a segment that a search reads one by one: each follows its checksum, and is compared
/// with it when it is read.
namespace dateline::store {

/// Bytes of a checksum.
inline constexpr std::size_t checksum_bytes = sizeof(std::uint32_t);

/// Appends the checksum of `piece`, then `piece`. The `seed` says what it is beside its bytes, so
/// that one sound piece cannot pass for another.
void append_checked(std::string& out, std::string_view piece, std::uint64_t seed = 0);

/// The piece behind its checksum; nothing if they do not fit.
std::optional<std::string_view> checked_piece(std::string_view bytes, std::uint64_t seed = 0);

}  // namespace dateline::store
