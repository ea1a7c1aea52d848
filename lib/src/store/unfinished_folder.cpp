#include "store/unfinished_folder.h"

#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "dateline/error.h"

namespace dateline::store {
namespace fs = std::filesystem;

UnfinishedFolder::UnfinishedFolder(fs::path path) : path_(std::move(path)) {}

UnfinishedFolder UnfinishedFolder::create(fs::path path) {
  if (!fs::create_directory(path)) {
    throw InvalidArgumentError(fmt::format(
        "{}: there is something already; a database is built in a new folder only. Choose "
        "another, or remove what is there",
        path.string()));
  }
  return UnfinishedFolder{std::move(path)};
}

UnfinishedFolder::~UnfinishedFolder() {
  std::error_code ignored;
  if (!kept_) fs::remove_all(path_, ignored);
}

}  // namespace dateline::store
