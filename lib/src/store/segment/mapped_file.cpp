#include "store/segment/mapped_file.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dateline/error.h"

namespace dateline::store {
namespace {

namespace fs = std::filesystem;

class OpenFile {
 public:
  explicit OpenFile(const fs::path& file)
      : descriptor_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ >= 0) return;
    if (errno == ENOENT)
      throw NotFoundError(fmt::format("{}: there is no such file", file.string()));
    fail("cannot open", file);
  }
  ~OpenFile() { ::close(descriptor_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int descriptor() const { return descriptor_; }

  [[noreturn]] static void fail(const char* what, const fs::path& file) {
    throw fs::filesystem_error(what, file, std::error_code(errno, std::generic_category()));
  }

 private:
  int descriptor_;
};

}  // namespace

MappedFile::MappedFile(const fs::path& file) : MappedFile(OpenFile(file).descriptor(), file) {}

MappedFile::MappedFile(int descriptor, const fs::path& name) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) OpenFile::fail("cannot read", name);
  size_ = static_cast<std::size_t>(status.st_size);
  if (size_ == 0) return;
  void* mapped = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, descriptor, 0);
  if (mapped == MAP_FAILED) OpenFile::fail("cannot map", name);
  data_ = static_cast<const char*>(mapped);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

void MappedFile::map_now(std::string_view part) const {
#ifdef MADV_POPULATE_READ
  constexpr std::size_t worth_a_call = std::size_t{128} * 1024;
  if (part.size() < worth_a_call) return;
  static const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const auto from = static_cast<std::size_t>(part.data() - data_) / page * page;
  const auto to = static_cast<std::size_t>(part.data() - data_) + part.size();
  ::madvise(const_cast<char*>(data_) + from, to - from, MADV_POPULATE_READ);
#else
  static_cast<void>(part);
#endif
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

}  // namespace dateline::store
