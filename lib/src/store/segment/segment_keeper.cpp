#include "store/segment/segment_keeper.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "dateline/error.h"
#include "store/segment/merge_policy.h"

namespace dateline::store {

LiveSegment SegmentKeeper::Held::live() const {
  if (listed.deleted == 0) return {segment, nullptr};
  return {segment, std::make_shared<const DeletedBits>(deleted)};
}

void SegmentKeeper::Held::remove(std::uint32_t docid) {
  const std::optional<std::uint32_t> ordinal = segment->ordinal(docid);
  if (!ordinal) {
    throw Error(ErrorCode::internal,
                fmt::format("{}: document {} is in no segment", segment->path().string(), docid));
  }
  deleted[*ordinal / 64] |= std::uint64_t{1} << *ordinal % 64;
  ++listed.deleted;
  deletions_changed = true;
}

SegmentKeeper::SegmentKeeper(std::filesystem::path index, const Stamp& found,
                             const MetadataReader& read)
    : index_(std::move(index)), folder_(segment_folder(index_)), added_(folder_) {
  OpenSegments opened = open_segments(index_, found, read);
  list_ = std::move(opened.list);
  broken_ = std::move(opened.problem);
  if (!is_kept()) return;
  for (std::size_t i = 0; i < list_.segments.size(); ++i) {
    const LiveSegment& live = opened.set->segments()[i];
    held_.push_back({list_.segments[i], live.segment,
                     live.deleted ? *live.deleted : no_deletions(live.segment->size()), false});
  }
}

void SegmentKeeper::add(std::uint32_t docid, const Document& document, const Article& article) {
  if (is_kept()) added_.add(docid, document, article);
}

void SegmentKeeper::await_terms() {
  if (is_kept()) added_.await_terms();
}

void SegmentKeeper::add_terms(TermList& list) {
  if (is_kept()) added_.add_terms(list);
}

void SegmentKeeper::remove(std::uint32_t docid) {
  if (!is_kept()) return;
  const auto found = std::ranges::lower_bound(
      held_, docid, {}, [](const Held& each) { return each.listed.last_docid; });
  if (found == held_.end()) {
    removed_of_added_.push_back(docid);
    return;
  }
  try {
    found->remove(docid);
  } catch (const CorruptError&) {
    give_up(fmt::format("the segment {} is damaged", found->listed.name));
  }
}

bool SegmentKeeper::is_full() const {
  return added_.size() >= most_articles_to_merge;
}

void SegmentKeeper::write(const Stamp& next, const MetadataWriter& write) {
  if (is_kept()) {
    write_added();
    drop_deleted();
    merge();
  }
  for (Held& each : held_) {
    if (!std::exchange(each.deletions_changed, false)) continue;
    write(deleted_key(each.listed.name), encode_deleted(each.deleted));
  }
  SegmentList list = next_list(next);
  write_segment_list(list, list_, write);
  list_ = std::move(list);
}

void SegmentKeeper::write_added() {
  const std::vector<std::uint32_t> removed = std::exchange(removed_of_added_, {});
  if (removed.size() == added_.size()) {
    added_ = SegmentBuilder{folder_};
    return;
  }
  Held made = open(added_.write());
  for (const std::uint32_t docid : removed) made.remove(docid);
  held_.push_back(std::move(made));
}

SegmentKeeper::Held SegmentKeeper::open(const std::string& name) const {
  const std::shared_ptr<const Segment> segment = Segment::open(folder_ / name);
  return {describe(*segment), segment, no_deletions(segment->size()), false};
}

void SegmentKeeper::drop_deleted() {
  std::erase_if(held_,
                [](const Held& each) { return each.listed.deleted == each.listed.articles; });
}

void SegmentKeeper::merge() {
  std::vector<SegmentSize> sizes;
  for (const Held& each : held_) {
    sizes.push_back({each.listed.bytes, each.listed.articles, each.listed.deleted});
  }
  std::vector<Held> out;
  std::size_t next = 0;
  const auto keep_until = [&](std::size_t end) {
    for (; next < end; ++next) out.push_back(std::move(held_[next]));
  };
  for (const MergeRun& run : plan_merges(sizes)) {
    keep_until(run.first);
    const std::span<const Held> merging(held_.data() + run.first, run.end - run.first);
    for (const Held& each : merging) {
      // It is not to be copied into files with sound checksums.
      if (const std::string problem = damage(*each.segment); !problem.empty()) {
        return give_up(problem);
      }
    }
    out.push_back(merged(merging));
    next = run.end;
  }
  keep_until(held_.size());
  held_ = std::move(out);
}

SegmentKeeper::Held SegmentKeeper::merged(std::span<const Held> run) const {
  std::vector<LiveSegment> live;
  for (const Held& each : run) live.push_back(each.live());
  return open(merge_segments(live, folder_));
}

void SegmentKeeper::give_up(std::string why) {
  broken_ = std::move(why);
  held_.clear();
  added_ = SegmentBuilder{folder_};
}

SegmentList SegmentKeeper::next_list(const Stamp& next) const {
  SegmentList out{next, {}, {}, list_.rebuilt, broken_};
  for (const Held& each : held_) out.segments.push_back(each.listed);
  for (const ListedSegment& each : list_.segments) {
    if (!out.names(each.name)) out.retired.push_back(each.name);
  }
  return out;
}

void SegmentKeeper::remove_unused() const {
  const bool readable = !list_.stamp.uuid.empty();
  if (readable) remove_other_segments(index_, list_);
}

}  // namespace dateline::store
