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

void ComparedPieces::DeleteParts::operator()(std::atomic<Part*>* parts) const {
  for (std::size_t i = 0; i < count; ++i) delete parts[i].load(std::memory_order_relaxed);
  delete[] parts;
}

// Of two threads that need the same part one puts its own there.
ComparedPieces::Part& ComparedPieces::part_of(std::size_t piece) {
  std::atomic<Part*>& place = parts_[piece / pieces_a_part];
  Part* known = place.load(std::memory_order_acquire);
  if (known != nullptr) return *known;
  auto made = std::make_unique<Part>();
  if (!place.compare_exchange_strong(known, made.get(), std::memory_order_acq_rel)) return *known;
  return *made.release();
}

}  // namespace dateline::store
