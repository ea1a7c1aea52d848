#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/article.h"
#include "store/document.h"
#include "store/segment/segment_builder.h"
#include "store/segment/segment_files.h"
#include "store/segment/segment_list.h"
#include "store/settings.h"

namespace dateline::store {

/// Keeps the segments of an index in step with its database while a writer changes that. Under the
/// lock, for one thread at a time. After any exception it is of no more use.
///
/// A commit makes one segment of the articles added since the last, merges what merge_policy.h
/// says, and lists the outcome in the metadata of the same commit. Files are durable before the
/// commit, and removed no sooner than after the one that follows the commit that retired them; a
/// kill leaves files that no list names, which the next writer removes.
///
/// Segments that do not fit the database are not touched and grow no more: the first commit
/// declares them broken, until a rebuild.
class SegmentKeeper {
 public:
  /// Begins with what the metadata list for a database in the state `found`.
  SegmentKeeper(std::filesystem::path index, const Stamp& found, const MetadataReader& read);

  /// As SegmentBuilder::add.
  void add(std::uint32_t docid, const Document& document, const Article& article);
  /// As SegmentBuilder::await_terms and add_terms, for the articles added since the last commit.
  void await_terms();
  void add_terms(TermList& list);
  /// `docid` has been added, here or before.
  void remove(std::uint32_t docid);

  /// About the memory of what is not written yet.
  std::size_t memory_bytes() const { return added_.memory_bytes(); }
  /// Whether a segment cannot take many more articles.
  bool is_full() const;

  /// Before the commit: writes files and metadata. `next` is the state that it will bring about.
  void write(const Stamp& next, const MetadataWriter& write);
  /// Between commits: removes files that neither this commit needs nor the one before.
  void remove_unused() const;

 private:
  struct Held {
    ListedSegment listed;
    std::shared_ptr<const Segment> segment;
    DeletedBits deleted;
    bool deletions_changed = false;

    LiveSegment live() const;
    void remove(std::uint32_t docid);
  };

  bool is_kept() const { return broken_.empty(); }
  void write_added();
  Held open(const std::string& name) const;
  void drop_deleted();
  void merge();
  Held merged(std::span<const Held> run) const;
  void give_up(std::string why);
  SegmentList next_list(const Stamp& next) const;

  std::filesystem::path index_;
  std::filesystem::path folder_;
  std::string broken_;  ///< why the segments are given up; empty: they are kept
  SegmentList list_;    ///< as read or written last; without a uuid: unreadable
  std::vector<Held> held_;
  SegmentBuilder added_;
  std::vector<std::uint32_t> removed_of_added_;
};

}  // namespace dateline::store
