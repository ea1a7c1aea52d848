#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "store/background.h"
#include "store/term_list.h"
#include "store/work_clock.h"

namespace dateline::store::glass {

/// Hands lists to a sink that works on a thread of its own, in order, in batches. For one thread at
/// a time. Holds some 16 MiB, beside one list in the sink and one that waits for it.
class TermHandover {
 public:
  /// `clock` outlives it. The sink's time counts as `work`.
  TermHandover(WorkClock& clock, Work work, std::function<void(TermList& list)> sink);

  /// Takes what is in `list`, and leaves memory of another. Throws what the sink has thrown.
  void take(TermList& list);
  /// Returns when the sink has all. Throws likewise.
  void finish();

 private:
  struct Batch {
    std::vector<TermList> lists;
    std::size_t used = 0;
    std::size_t bytes = 0;
  };

  void hand_over();
  void give_to_sink(Batch& batch) const;
  std::shared_ptr<Batch> idle_batch();

  std::function<void(TermList& list)> sink_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<Batch>> idle_;  // batches that keep their memory
  std::shared_ptr<Batch> batch_;
  Background thread_;
};

}  // namespace dateline::store::glass
