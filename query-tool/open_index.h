#pragma once

#include <filesystem>

#include "cli/user_locale.h"
#include "dateline/index.h"

namespace dateline::query_tool {

/// The index with its labels in the language of the user.
inline Index open_index(const std::filesystem::path& path) {
  return Index::open(path, {.locale = cli::user_locale()});
}

}  // namespace dateline::query_tool
