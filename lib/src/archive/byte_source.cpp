#include "archive/byte_source.h"

#include <cerrno>
#include <istream>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dateline/error.h"

namespace dateline::archive {
namespace {

std::string system_message(int code) {
  return std::generic_category().message(code);
}

}  // namespace

FileSource::FileSource(const std::filesystem::path& path, std::uint64_t& bytes_read)
    : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), bytes_read_(bytes_read) {
  if (descriptor_ < 0) {
    set_error(fmt::format("cannot be opened: {}", system_message(errno)));
    return;
  }
  struct stat status {};
  if (::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode)) {
    size_ = static_cast<std::uint64_t>(status.st_size);
  }
}

FileSource::~FileSource() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::size_t FileSource::read(std::span<char> to) {
  if (descriptor_ < 0 || !error().empty()) return 0;
  ssize_t count = 0;
  do {
    count = ::read(descriptor_, to.data(), to.size());
  } while (count < 0 && errno == EINTR);
  if (count < 0) {
    set_error(fmt::format("cannot be read at byte {}: {}", position_, system_message(errno)));
    return 0;
  }
  position_ += static_cast<std::uint64_t>(count);
  if (position_ > furthest_) {
    bytes_read_ += position_ - furthest_;
    furthest_ = position_;
  }
  return static_cast<std::size_t>(count);
}

bool FileSource::seek(std::uint64_t position) {
  if (!size_ || ::lseek(descriptor_, static_cast<off_t>(position), SEEK_SET) < 0) return false;
  position_ = position;
  return true;
}

std::size_t StreamSource::read(std::span<char> to) {
  if (!stream_.good()) return 0;
  // What the stream has at hand, and no more: bytes read before it throws would be lost.
  try {
    if (stream_.peek() != std::istream::traits_type::eof()) {
      const auto wanted = static_cast<std::streamsize>(to.size());
      if (stream_.readsome(to.data(), wanted) == 0) stream_.read(to.data(), 1);
    }
  } catch (const std::ios_base::failure&) {
    // The caller's stream may be set to throw at its end; gcount() and bad() tell what happened.
  } catch (const Error& error) {
    if (error.code() == ErrorCode::cancelled) throw;
  }
  const auto count = static_cast<std::size_t>(stream_.gcount());
  if (stream_.bad()) set_error(fmt::format("cannot be read after byte {}", bytes_read_ + count));
  bytes_read_ += count;
  return count;
}

}  // namespace dateline::archive
