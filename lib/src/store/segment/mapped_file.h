#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace dateline::store {

/// A file mapped into memory for reading. Move-only.
class MappedFile {
 public:
  MappedFile() = default;
  /// Throws NotFoundError if there is no such file, std::filesystem::filesystem_error if it cannot
  /// be read.
  explicit MappedFile(const std::filesystem::path& file);
  /// Maps what is open as `descriptor`, which may be closed afterwards; `name` is for errors.
  MappedFile(int descriptor, const std::filesystem::path& name);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::size_t size() const { return size_; }
  /// Aligned to a page.
  const char* data() const { return data_; }
  std::string_view bytes() const { return {data_, size_}; }
  /// Asks the kernel to map all of `part`, a part of bytes() of which every page is read next: one
  /// call costs a third of being asked page by page. Reads what is not in memory. Never fails: a
  /// kernel that cannot (before Linux 5.14) maps when it is read.
  void map_now(std::string_view part) const;

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace dateline::store
