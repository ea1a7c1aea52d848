#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include <xapian.h>

#include "dateline/profile.h"
#include "store/segment/segment_set.h"
#include "support/temporary_folder.h"
#include "unit/search/random_archive.h"

namespace dateline::test {

/// A random archive as a database and as segments of it, some of whose articles have since been
/// removed or replaced.
class SegmentedIndex {
 public:
  /// `articles` at first; segments of at most `most_in_segment`. The same archive in any profile.
  SegmentedIndex(Random& random, std::size_t articles, std::uint32_t most_in_segment,
                 Profile profile = Profile::full);

  Xapian::Database& database() { return database_; }
  const std::shared_ptr<const store::SegmentSet>& segments() const { return set_; }

 private:
  void write(const std::vector<Article>& articles) const;
  void change(Random& random, std::size_t articles) const;
  void add_segments(std::uint32_t most_articles);
  void note_deleted();

  Profile profile_;
  TemporaryFolder index_;
  TemporaryFolder segments_;
  Xapian::Database database_;
  std::vector<store::LiveSegment> live_;
  std::shared_ptr<const store::SegmentSet> set_;
};

}  // namespace dateline::test
