#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

namespace dateline::store {

struct RebuildOptions {
  std::size_t memory_bytes = std::size_t{512} << 20U;  ///< a new segment begins beyond it
  std::uint32_t most_articles = 0;                     ///< in a segment; 0: any number
  std::uint32_t after = 0;                             ///< only documents with greater numbers
};

/// Makes segments of the articles that `database` stores, analysing them again, and writes them
/// into `folder`. Gives the names of the files in order of document numbers. The analyser must be
/// the one that wrote the index (settings.h). Throws CorruptError for a record that cannot be read;
/// `where` begins the message. Members throw Xapian's exceptions.
std::vector<std::string> rebuild_segments(const Xapian::Database& database,
                                          const std::filesystem::path& folder,
                                          std::string_view where,
                                          const RebuildOptions& options = {});

}  // namespace dateline::store
