#include "store/append_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace dateline::store {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t buffer_size = std::size_t{256} << 10U;
// The system would keep what is written until half a minute has gone by, or `sync` waits for all.
constexpr std::uint64_t bytes_to_begin_writing = std::uint64_t{8} << 20U;

[[noreturn]] void throw_system_error(const char* what, const fs::path& path, int reason) {
  throw fs::filesystem_error(what, path, std::error_code(reason, std::generic_category()));
}

}  // namespace

AppendFile AppendFile::create(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0) throw_system_error("cannot make", path, errno);
  return {descriptor, path, Name::kept};
}

AppendFile AppendFile::unnamed(const fs::path& folder) {
#ifdef O_TMPFILE
  // Never has a name that a crash could leave behind. Not all file systems can.
  const int nameless = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (nameless >= 0) return {nameless, folder / "unnamed", Name::none};
#endif
  std::string name = (folder / "unnamed-XXXXXX").string();
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) throw_system_error("cannot make a temporary file in", folder, errno);
  AppendFile out{descriptor, name, Name::none};
  if (::unlink(name.c_str()) != 0) throw_system_error("cannot remove", name, errno);
  return out;
}

AppendFile::AppendFile(int descriptor, fs::path path, Name name)
    : descriptor_(descriptor), path_(std::move(path)), is_named_(name == Name::kept) {
  buffer_.reserve(buffer_size);
}

AppendFile::AppendFile(AppendFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::move(other.path_)),
      buffer_(std::move(other.buffer_)),
      is_named_(other.is_named_),
      written_(other.written_),
      begun_(other.begun_) {}

AppendFile::~AppendFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void AppendFile::append(std::string_view bytes) {
  if (buffer_.size() + bytes.size() > buffer_size) flush();
  if (bytes.size() < buffer_size) {
    buffer_ += bytes;
  } else {
    write(bytes);
  }
}

void AppendFile::flush() {
  write(buffer_);
  buffer_.clear();
}

void AppendFile::sync() {
  flush();
  if (::fsync(descriptor_) != 0) throw_system_error("cannot write to disk", path_, errno);
}

void AppendFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_system_error("cannot write", path_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
    written_ += static_cast<std::uint64_t>(count);
  }
  if (is_named_ && written_ - begun_ >= bytes_to_begin_writing) begin_writing();
}

// A hint: what it does not achieve, `sync` does.
void AppendFile::begin_writing() {
  ::sync_file_range(descriptor_, static_cast<off_t>(begun_), static_cast<off_t>(written_ - begun_),
                    SYNC_FILE_RANGE_WRITE);
  begun_ = written_;
}

void AppendFile::read(std::uint64_t offset, std::span<char> out) const {
  while (!out.empty()) {
    const ssize_t count = ::pread(descriptor_, out.data(), out.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) throw_system_error("cannot read back", path_, count < 0 ? errno : EIO);
    out = out.subspan(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
}

}  // namespace dateline::store
