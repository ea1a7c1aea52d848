#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace dateline::archive {

/// The files below an input, depth first, the names of each folder in byte order. Links are
/// followed, save into a folder that is being walked already. Memory: the names of the folders on
/// the way down.
class FolderWalk {
 public:
  struct Item {
    std::filesystem::path path;
    std::string below;    ///< path below the input, '/' between; the file name if that is the input
    std::string problem;  ///< why it cannot be read; empty: it is a file to be read
  };

  /// `passed_over`: files that are not given, unless one is the input.
  explicit FolderWalk(std::filesystem::path input,
                      std::vector<std::filesystem::path> passed_over = {});

  /// False at the end.
  bool next(Item& item);
  /// Files and folders passed over so far: by name (file_selection.h), because they are an index,
  /// because the caller wants it, and what is neither file nor folder.
  std::uint64_t passed_over() const { return passed_over_; }

 private:
  struct Folder {
    std::vector<std::string> names;  ///< in descending order: the next one is the last
    std::filesystem::path path;
    std::string below;                                 ///< "" or ends in '/'
    std::pair<std::uint64_t, std::uint64_t> identity;  ///< device and inode
  };

  bool enter(const std::filesystem::path& path, std::string below, std::string& problem);
  bool visit(std::filesystem::path path, std::string below, Item& item);

  bool is_unwanted(const std::filesystem::path& file) const;

  std::filesystem::path input_;
  std::vector<std::filesystem::path> unwanted_;
  bool begun_ = false;
  std::vector<Folder> folders_;
  std::uint64_t passed_over_ = 0;
};

/// Bytes of all files that a walk would give.
std::uint64_t total_bytes(const std::filesystem::path& input,
                          const std::vector<std::filesystem::path>& passed_over = {});

}  // namespace dateline::archive
