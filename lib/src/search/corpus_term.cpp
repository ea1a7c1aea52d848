#include "search/corpus_term.h"

#include <algorithm>
#include <utility>

#include "store/segment/damaged_segment.h"

namespace dateline::search {

namespace {

// Cuts arrays from a block, one behind the other; from none, to see how large it must be.
class Cutter {
 public:
  explicit Cutter(std::byte* block) : block_(block) {}

  template <class Item>
  std::span<Item> cut(std::size_t items) {
    const std::size_t from = used_;
    const std::size_t bytes = items * sizeof(Item) + ListMemory::alignment - 1;
    used_ += bytes / ListMemory::alignment * ListMemory::alignment;
    if (block_ == nullptr || items == 0) return {};
    return {reinterpret_cast<Item*>(block_ + from), items};
  }
  std::size_t used() const { return used_; }

 private:
  std::byte* block_;
  std::size_t used_ = 0;
};

std::size_t cut(const UnpackedList::Sizes& sizes, std::byte* block, UnpackedList& out) {
  Cutter cutter(block);
  out.ordinals = cutter.cut<std::uint32_t>(sizes.ordinals);
  out.places = cutter.cut<std::uint16_t>(sizes.places);
  out.impacts = cutter.cut<float>(sizes.impacts);
  out.words = cutter.cut<std::uint64_t>(sizes.words);
  out.ranks = cutter.cut<std::uint32_t>(sizes.ranks);
  return cutter.used();
}

}  // namespace

std::size_t UnpackedList::Sizes::bytes() const {
  UnpackedList none;
  return cut(*this, nullptr, none);
}

UnpackedList::UnpackedList(const Sizes& sizes, ListMemory& memory) : bytes(sizes.bytes()) {
  if (bytes == 0) return;
  block = memory.allocate(bytes);
  cut(sizes, block.get(), *this);
}

CorpusTerm::InSegment::Run CorpusTerm::InSegment::short_run(std::uint32_t begin,
                                                            std::uint32_t end) const {
  const auto& ordinals = unpacked.ordinals;
  const auto first = std::ranges::lower_bound(ordinals, begin);
  const auto last = std::lower_bound(first, ordinals.end(), end);
  return {static_cast<std::size_t>(first - ordinals.begin()),
          static_cast<std::size_t>(last - ordinals.begin())};
}

std::size_t CorpusTerm::bytes() const {
  constexpr std::size_t overhead = 256;
  std::size_t out = overhead;
  for (const InSegment& each : segments) out += sizeof each + each.unpacked.bytes;
  return out;
}

std::uint64_t CorpusTerm::missing_postings() const {
  std::uint64_t out = 0;
  for (const InSegment& each : segments) {
    if (each.has_impacts() && !each.is_whole() && !each.stays_packed) out += each.size();
  }
  return out;
}

void CorpusTerm::need_positions() const {
  for (const InSegment& each : segments) {
    if (each.has_positions && !each.positions.is_sound()) {
      throw store::DamagedSegmentError("a list of positions in a segment is damaged");
    }
  }
}

}  // namespace dateline::search
