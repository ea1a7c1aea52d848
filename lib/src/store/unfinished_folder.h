#pragma once

#include <filesystem>

namespace dateline::store {

/// A folder that goes, with all in it, when the object does, unless it is kept.
class UnfinishedFolder {
 public:
  /// Of a folder that is there, or that somebody is about to make.
  explicit UnfinishedFolder(std::filesystem::path path);
  /// Makes the folder. Throws InvalidArgumentError if there is something of that name,
  /// std::filesystem::filesystem_error where the system refuses.
  static UnfinishedFolder create(std::filesystem::path path);
  UnfinishedFolder(const UnfinishedFolder&) = delete;
  UnfinishedFolder& operator=(const UnfinishedFolder&) = delete;
  ~UnfinishedFolder();

  const std::filesystem::path& path() const { return path_; }
  void keep() { kept_ = true; }

 private:
  std::filesystem::path path_;
  bool kept_ = false;
};

}  // namespace dateline::store
