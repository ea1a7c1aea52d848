#include "store/space_reservation.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace dateline::store {
namespace {

std::uint64_t size_of(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

// 0, or the errno of what stands in the way.
int reserve(int descriptor, std::uint64_t bytes) {
  const std::uint64_t size = size_of(descriptor);
  rlimit limit{};
  if (::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
      (size > limit.rlim_cur || bytes > limit.rlim_cur - size)) {
    return EFBIG;
  }
  int result = 0;
  do {
    result = ::fallocate(descriptor, FALLOC_FL_KEEP_SIZE, static_cast<off_t>(size),
                         static_cast<off_t>(bytes));
  } while (result != 0 && errno == EINTR);
  if (result == 0) return 0;
  if (errno != EOPNOTSUPP && errno != ENOSYS) return errno;
  struct statvfs disk {};
  if (::fstatvfs(descriptor, &disk) != 0) return errno;
  return disk.f_bavail * disk.f_frsize >= bytes ? 0 : ENOSPC;
}

}  // namespace

SpaceReservation::SpaceReservation(const std::filesystem::path& file, std::uint64_t bytes)
    : descriptor_(::open(file.c_str(), O_WRONLY | O_CLOEXEC)) {
  if (descriptor_ < 0) {
    throw std::system_error(errno, std::generic_category(), "cannot open " + file.string());
  }
  if (const int failure = reserve(descriptor_, bytes); failure != 0) {
    ::close(descriptor_);
    throw std::system_error(
        failure, std::generic_category(),
        "no room for " + std::to_string(bytes) + " bytes more in " + file.string());
  }
}

SpaceReservation::~SpaceReservation() {
  // Cut to the size that it has, a file loses only what is set aside behind its end.
  [[maybe_unused]] const int result =
      ::ftruncate(descriptor_, static_cast<off_t>(size_of(descriptor_)));
  ::close(descriptor_);
}

}  // namespace dateline::store
