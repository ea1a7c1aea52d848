#include "store/segment/merge_policy.h"

#include <algorithm>
#include <optional>

namespace dateline::store {
namespace {

std::uint64_t live_bytes(const SegmentSize& segment) {
  if (segment.articles == 0) return 0;
  const double live = segment.articles - segment.deleted;
  return static_cast<std::uint64_t>(static_cast<double>(segment.bytes) * live / segment.articles);
}

unsigned level_of(std::uint64_t bytes) {
  unsigned level = 0;
  for (std::uint64_t end = lowest_level_bytes; bytes >= end; end *= merge_factor) ++level;
  return level;
}

// Segments that will be one.
struct Group {
  MergeRun run;
  std::uint64_t bytes = 0;
  std::uint64_t articles = 0;
  bool rewritten = false;

  unsigned level() const { return level_of(bytes); }
};

class Plan {
 public:
  Plan(std::span<const SegmentSize> segments, std::uint32_t most_articles)
      : most_articles_(most_articles) {
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const SegmentSize& each = segments[i];
      groups_.push_back({{i, i + 1},
                         live_bytes(each),
                         each.articles - each.deleted,
                         each.deleted > each.articles / most_deleted_divisor});
    }
  }

  std::vector<MergeRun> run() {
    while (const auto next = next_join()) join(*next);
    std::vector<MergeRun> out;
    for (const Group& each : groups_) {
      if (each.rewritten) out.push_back(each.run);
    }
    return out;
  }

 private:
  // Groups to put together: one before a larger one with it, or enough of one level.
  std::optional<MergeRun> next_join() const {
    for (std::size_t first = 0; first < groups_.size(); ++first) {
      std::size_t end = first + 1;
      while (end < groups_.size() && groups_[end].level() == groups_[first].level()) ++end;
      if (end - first >= merge_factor && fits({first, end})) return MergeRun{first, end};
      const bool rises = end < groups_.size() && groups_[end].level() > groups_[first].level();
      if (rises && fits({end - 1, end + 1})) return MergeRun{end - 1, end + 1};
    }
    return std::nullopt;
  }

  bool fits(MergeRun groups) const {
    std::uint64_t articles = 0;
    std::uint64_t bytes = 0;
    for (std::size_t i = groups.first; i < groups.end; ++i) {
      articles += groups_[i].articles;
      bytes += groups_[i].bytes;
    }
    return articles <= most_articles_ && bytes <= most_bytes_to_merge;
  }

  void join(MergeRun groups) {
    Group& into = groups_[groups.first];
    for (std::size_t i = groups.first + 1; i < groups.end; ++i) {
      into.run.end = groups_[i].run.end;
      into.bytes += groups_[i].bytes;
      into.articles += groups_[i].articles;
    }
    into.rewritten = true;
    const auto begin = groups_.begin();
    groups_.erase(begin + static_cast<std::ptrdiff_t>(groups.first + 1),
                  begin + static_cast<std::ptrdiff_t>(groups.end));
  }

  std::uint64_t most_articles_;
  std::vector<Group> groups_;
};

}  // namespace

unsigned merge_level(const SegmentSize& segment) {
  return level_of(live_bytes(segment));
}

std::vector<MergeRun> plan_merges(std::span<const SegmentSize> segments,
                                  std::uint32_t most_articles) {
  return Plan{segments, most_articles}.run();
}

}  // namespace dateline::store
