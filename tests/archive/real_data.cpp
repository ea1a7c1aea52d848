#include "archive/real_data.h"

#include <cstdlib>

#include <doctest/doctest.h>

namespace dateline::archive {

std::optional<std::filesystem::path> real_data(std::string_view name) {
  const char* root = std::getenv("DATELINE_TEST_DATA");
  if (root == nullptr) {
    MESSAGE("skipped: DATELINE_TEST_DATA is unset");
    return std::nullopt;
  }
  std::filesystem::path path = std::filesystem::path(root) / name;
  if (!std::filesystem::exists(path)) {
    MESSAGE("skipped: no such folder: " << path.string());
    return std::nullopt;
  }
  return path;
}

}  // namespace dateline::archive
