#include "store/glass/run_merge.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "store/glass/keys.h"
#include "store/glass/list_writers.h"

namespace dateline::store::glass {
namespace {

/// Writes one merged list after the other, those of terms into the hands of whom they are for.
class ListSink {
 public:
  explicit ListSink(const MergedLists& to)
      : terms_(to.terms), values_(to.postlist), lengths_(to.postlist) {}

  void begin(std::string_view key) {
    kind_ = list_kind(key);
    switch (kind_) {
      case ListKind::values:
        values_.begin(key);
        return;
      case ListKind::lengths:
        lengths_.begin(key, chunk_separator(kind_), {});
        return;
      case ListKind::postings:
        list_.clear();
        list_.term = term_of(key, escaped_);
    }
  }

  /// The list of one run.
  void add(RunReader& run) {
    PostingReader postings = run.postings();
    if (kind_ == ListKind::postings) {
      postings.read(run.size(), list_);
      return;
    }
    while (!postings.at_end()) {
      const Posting each = postings.next();
      if (kind_ == ListKind::values) {
        values_.add(each.docid, each.bytes);
      } else {
        lengths_.add(each.docid, each.number);
      }
    }
  }

  void end() {
    switch (kind_) {
      case ListKind::values:
        values_.end();
        return;
      case ListKind::lengths:
        lengths_.end();
        return;
      case ListKind::postings:
        terms_(list_);
    }
  }

 private:
  const std::function<void(TermList& list)>& terms_;
  ValueListWriter values_;
  PostingListWriter lengths_;
  ListKind kind_ = ListKind::postings;
  std::string escaped_;
  TermList list_;
};

/// The runs that have lists left, the one with the lowest key in front; of equal keys the earlier
/// run, which has the lower docids.
class RunHeap {
 public:
  explicit RunHeap(std::vector<RunReader>& readers) : readers_(&readers) {
    for (std::size_t i = 0; i < readers.size(); ++i) advance(i);
  }

  bool empty() const { return heap_.empty(); }
  std::string_view lowest_key() const { return (*readers_)[heap_.front()].key(); }

  std::size_t take_lowest() {
    std::pop_heap(heap_.begin(), heap_.end(), ComesLater{readers_});
    const std::size_t out = heap_.back();
    heap_.pop_back();
    return out;
  }

  /// Goes to the next list of a run that is not in the heap.
  void advance(std::size_t run) {
    if (!(*readers_)[run].next()) return;
    heap_.push_back(run);
    std::push_heap(heap_.begin(), heap_.end(), ComesLater{readers_});
  }

 private:
  struct ComesLater {
    const std::vector<RunReader>* readers;

    bool operator()(std::size_t a, std::size_t b) const {
      const int order = (*readers)[a].key().compare((*readers)[b].key());
      return order != 0 ? order > 0 : a > b;
    }
  };

  std::vector<RunReader>* readers_;
  std::vector<std::size_t> heap_;
};

}  // namespace

void merge_runs(const AppendFile& file, std::span<const RunReader::Extent> runs, std::size_t memory,
                const MergedLists& to) {
  constexpr std::size_t smallest_buffer = std::size_t{64} << 10U;
  constexpr std::size_t largest_buffer = std::size_t{1} << 20U;
  const std::size_t share = memory / std::max<std::size_t>(runs.size(), 1);
  std::vector<RunReader> readers;
  readers.reserve(runs.size());
  for (const RunReader::Extent& each : runs) {
    readers.emplace_back(file, each, std::clamp(share, smallest_buffer, largest_buffer));
  }
  RunHeap heap{readers};
  ListSink sink{to};
  std::string key;
  std::vector<std::size_t> with_key;
  while (!heap.empty()) {
    with_key.assign(1, heap.take_lowest());
    key = readers[with_key.front()].key();
    while (!heap.empty() && heap.lowest_key() == key) with_key.push_back(heap.take_lowest());
    sink.begin(key);
    for (const std::size_t run : with_key) {
      sink.add(readers[run]);
      heap.advance(run);
    }
    sink.end();
  }
}

}  // namespace dateline::store::glass
