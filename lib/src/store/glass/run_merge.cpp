#include "store/glass/run_merge.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "store/glass/keys.h"
#include "store/glass/list_writers.h"
#include "store/glass/pack.h"
#include "store/glass/positions.h"

namespace dateline::store::glass {
namespace {

/// Writes one merged list after the other.
class ListSink {
 public:
  explicit ListSink(const ListTables& to) : to_(to), values_(to.postlist), postings_(to.postlist) {}

  void begin(std::string_view key, const ListSize& size) {
    kind_ = list_kind(key);
    key_ = key;
    if (kind_ == ListKind::values) {
      values_.begin(key);
      return;
    }
    if (kind_ == ListKind::lengths) {
      postings_.begin(key, chunk_separator(kind_), {});
      return;
    }
    list_.clear();
    list_.term = term_of(key_, term_);
    is_stored_ = !to_.stores || to_.stores(list_.term);
    if (!is_stored_) return;
    const std::string_view separator = chunk_separator(kind_);
    postings_.begin(key, separator, size);
    position_key_ = key;
    position_key_ += separator;
    position_key_prefix_ = position_key_.size();
  }

  /// The postings of one run.
  void add(PostingReader postings) {
    if (kind_ == ListKind::postings) {
      add_of_term(postings);
      return;
    }
    while (!postings.at_end()) {
      const Posting each = postings.next();
      if (kind_ == ListKind::values) {
        values_.add(each.docid, each.bytes);
      } else {
        postings_.add(each.docid, each.number);
      }
    }
  }

  void end() {
    if (kind_ == ListKind::values) {
      values_.end();
      return;
    }
    if (kind_ == ListKind::lengths || is_stored_) postings_.end();
    if (kind_ == ListKind::postings && to_.terms) to_.terms(list_);
  }

 private:
  void add_of_term(PostingReader& postings) {
    if (!to_.terms) list_.clear();
    const std::size_t first = list_.docids.size();
    std::size_t positions = list_.positions.size();
    postings.read(list_);
    if (!is_stored_) return;
    for (std::size_t i = first; i < list_.docids.size(); ++i) {
      postings_.add(list_.docids[i], list_.wdfs[i]);
      if (list_.counts[i] == 0) continue;
      write_positions(list_.docids[i], positions, list_.counts[i]);
      positions += list_.counts[i];
    }
  }

  void write_positions(std::uint32_t docid, std::size_t begin, std::size_t count) {
    tag_.clear();
    append_positions(tag_, std::span{list_.positions}.subspan(begin, count));
    position_key_.resize(position_key_prefix_);
    append_sortable(position_key_, docid);
    to_.position.add(position_key_, tag_);
  }

  ListTables to_;
  ValueListWriter values_;
  PostingListWriter postings_;
  ListKind kind_ = ListKind::postings;
  bool is_stored_ = true;
  std::string_view key_;
  std::string term_;
  TermList list_;
  std::string position_key_;
  std::size_t position_key_prefix_ = 0;
  std::string tag_;
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
                const ListTables& to) {
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
    ListSize size;
    for (const std::size_t run : with_key) {
      size.postings += readers[run].size().postings;
      size.sum += readers[run].size().sum;
    }
    sink.begin(key, size);
    for (const std::size_t run : with_key) {
      sink.add(readers[run].postings());
      heap.advance(run);
    }
    sink.end();
  }
}

}  // namespace dateline::store::glass
