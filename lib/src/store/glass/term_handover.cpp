#include "store/glass/term_handover.h"

#include <utility>

namespace dateline::store::glass {
namespace {

constexpr std::size_t most_bytes = std::size_t{16} << 20U;
constexpr std::size_t batch_bytes = std::size_t{256} << 10U;
// Lists with more go with their memory: few are as long, but all would come to have it. So do
// batches that only wait when the sink has fallen behind.
constexpr std::size_t most_kept = 256;
constexpr std::size_t most_idle = 8;

std::size_t bytes_of(const TermList& list) {
  return sizeof list + list.term.size() +
         (3 * list.docids.size() + list.positions.size()) * sizeof(std::uint32_t);
}

void empty(TermList& list) {
  if (list.docids.capacity() + list.positions.capacity() > most_kept) {
    list = {};
  } else {
    list.clear();
  }
}

}  // namespace

TermHandover::TermHandover(WorkClock& clock, Work work, std::function<void(TermList& list)> sink)
    : sink_(std::move(sink)), batch_(std::make_shared<Batch>()), thread_(clock, work, most_bytes) {}

void TermHandover::take(TermList& list) {
  batch_->bytes += bytes_of(list);
  if (batch_->used == batch_->lists.size()) batch_->lists.emplace_back();
  std::swap(list, batch_->lists[batch_->used++]);
  if (batch_->bytes >= batch_bytes) hand_over();
}

void TermHandover::finish() {
  if (batch_->used > 0) hand_over();
  thread_.finish();
}

void TermHandover::hand_over() {
  std::shared_ptr<Batch> batch = std::exchange(batch_, idle_batch());
  const std::size_t bytes = batch->bytes;
  thread_.post(bytes, [this, batch = std::move(batch)] {
    give_to_sink(*batch);
    const std::lock_guard lock(mutex_);
    if (idle_.size() < most_idle) idle_.push_back(batch);
  });
}

void TermHandover::give_to_sink(Batch& batch) const {
  for (std::size_t i = 0; i < batch.used; ++i) {
    sink_(batch.lists[i]);
    empty(batch.lists[i]);
  }
  batch.used = 0;
  batch.bytes = 0;
}

std::shared_ptr<TermHandover::Batch> TermHandover::idle_batch() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return std::make_shared<Batch>();
  std::shared_ptr<Batch> out = std::move(idle_.back());
  idle_.pop_back();
  return out;
}

}  // namespace dateline::store::glass
