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

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace dateline::store
