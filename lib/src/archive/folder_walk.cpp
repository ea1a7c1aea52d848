#include "archive/folder_walk.h"

#include <algorithm>
#include <functional>
#include <system_error>

#include <fmt/format.h>
#include <sys/stat.h>

#include "archive/file_selection.h"

namespace dateline::archive {
namespace fs = std::filesystem;

namespace {

// What a folder has that is a database of Xapian's, or a stub of one, as an index has.
bool is_index(const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(), [](const std::string& each) {
    return each == "XAPIANDB" || each == "iamglass";
  });
}

}  // namespace

FolderWalk::FolderWalk(fs::path input, std::vector<fs::path> passed_over)
    : input_(std::move(input)), unwanted_(std::move(passed_over)) {}

bool FolderWalk::next(Item& item) {
  if (!begun_) {
    begun_ = true;
    std::error_code ignored;
    if (!fs::is_directory(input_, ignored)) {
      item = {input_, input_.filename().string(), {}};
      return true;
    }
    if (visit(input_, {}, item)) return true;
  }
  while (!folders_.empty()) {
    Folder& folder = folders_.back();
    if (folder.names.empty()) {
      folders_.pop_back();
      continue;
    }
    const std::string name = std::move(folder.names.back());
    folder.names.pop_back();
    if (is_passed_over(name)) {
      ++passed_over_;
      continue;
    }
    if (visit(folder.path / name, folder.below + name, item)) return true;
  }
  return false;
}

// True if `item` is something to tell: a file, or a problem. A folder becomes the top of the stack.
bool FolderWalk::visit(fs::path path, std::string below, Item& item) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  std::string problem;
  if (!fs::exists(status)) {
    problem = fmt::format("cannot be opened: {}", error ? error.message() : "no such file");
  } else if (fs::is_directory(status)) {
    if (enter(path, below, problem)) return false;
  } else if (!fs::is_regular_file(status) || is_unwanted(path)) {
    ++passed_over_;
    return false;
  }
  item = {std::move(path), std::move(below), std::move(problem)};
  return true;
}

// The same file by device and inode: a path has many forms.
bool FolderWalk::is_unwanted(const fs::path& file) const {
  return std::any_of(unwanted_.begin(), unwanted_.end(), [&](const fs::path& each) {
    std::error_code ignored;
    return fs::equivalent(file, each, ignored);
  });
}

bool FolderWalk::enter(const fs::path& path, std::string below, std::string& problem) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    const std::pair<std::uint64_t, std::uint64_t> identity{status.st_dev, status.st_ino};
    if (std::any_of(folders_.begin(), folders_.end(),
                    [&](const Folder& each) { return each.identity == identity; })) {
      problem = "is a link to a folder that contains it";
      return false;
    }
    std::error_code error;
    std::vector<std::string> names;
    fs::directory_iterator each(path, error);
    for (; !error && each != fs::directory_iterator(); each.increment(error)) {
      names.push_back(each->path().filename().string());
    }
    if (!error && is_index(names)) {
      ++passed_over_;
      return true;
    }
    if (!error) {
      std::sort(names.begin(), names.end(), std::greater<>());
      if (!below.empty()) below += '/';
      folders_.push_back({std::move(names), path, std::move(below), identity});
      return true;
    }
    problem = fmt::format("folder cannot be read: {}", error.message());
  } else {
    problem = "folder cannot be read";
  }
  return false;
}

std::uint64_t total_bytes(const fs::path& input, const std::vector<fs::path>& passed_over) {
  FolderWalk walk(input, passed_over);
  FolderWalk::Item item;
  std::uint64_t total = 0;
  while (walk.next(item)) {
    std::error_code error;
    const auto size = item.problem.empty() ? fs::file_size(item.path, error) : 0;
    if (!error) total += size;
  }
  return total;
}

}  // namespace dateline::archive
