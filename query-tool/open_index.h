#pragma once

#include <cstdlib>
#include <filesystem>

#include "cli/user_locale.h"
#include "dateline/index.h"

namespace dateline::query_tool {

/// The index with its labels in the language of the user, and temporary files in TMPDIR.
inline Index open_index(const std::filesystem::path& path) {
  IndexOptions options{.locale = cli::user_locale()};
  const char* folder = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe)
  if (folder != nullptr && *folder != '\0') options.temporary_folder = folder;
  return Index::open(path, options);
}

}  // namespace dateline::query_tool
