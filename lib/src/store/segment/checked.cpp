#include "store/segment/checked.h"

#include "base/hash.h"
#include "store/segment/bits.h"

namespace dateline::store {

std::string checksum_of(std::string_view piece, std::uint64_t seed) {
  std::string out;
  append_u32(out, base::checksum32(piece, seed));
  return out;
}

std::optional<std::string_view> checked_piece(std::string_view bytes, std::uint64_t seed) {
  if (bytes.size() < checksum_bytes) return std::nullopt;
  const std::string_view out = bytes.substr(checksum_bytes);
  if (base::checksum32(out, seed) != load_u32(bytes.data())) return std::nullopt;
  return out;
}

}  // namespace dateline::store
