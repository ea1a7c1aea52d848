#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "store/segment/segment_set.h"

namespace dateline::store {

struct RebuildOptions {
  std::size_t memory_bytes = std::size_t{512} << 20U;  ///< a new segment begins beyond it
  std::uint32_t most_articles = 0;                     ///< in a segment; 0: any number
  std::uint32_t after = 0;                             ///< only documents with greater numbers
  std::function<void()> on_article{};                  ///< called after each
};

/// Makes segments of the articles that `database` stores, analysing them again, and writes them
/// into `folder`. Gives the names of the files in order of document numbers. The analyser must be
/// the one that wrote the index (settings.h). Throws CorruptError for a record that cannot be read;
/// `where` begins the message. Members throw Xapian's exceptions.
std::vector<std::string> rebuild_segments(const Xapian::Database& database,
                                          const std::filesystem::path& folder,
                                          std::string_view where,
                                          const RebuildOptions& options = {});

/// The same for one process alone, in files without names, and in pieces: for readers of an index
/// whose segments cannot be used. Takes as long as indexing on one thread without annotation. For
/// one thread at a time; after an exception it is of no more use.
class StandInSegments {
 public:
  /// Files are in `folder`, which exists. `where` begins messages.
  StandInSegments(const std::filesystem::path& folder, std::string where);
  ~StandInSegments();

  using Time = std::chrono::steady_clock::time_point;
  /// Goes on where the last call ended, by one article at least, until all is done or `until` has
  /// come: null then. `database` is of the same commit each time. Throws what rebuild_segments
  /// throws.
  std::shared_ptr<const SegmentSet> make(const Xapian::Database& database,
                                         std::optional<Time> until);

 private:
  class Work;
  std::unique_ptr<Work> work_;  ///< null once all is done
  std::shared_ptr<const SegmentSet> made_;
};

}  // namespace dateline::store
