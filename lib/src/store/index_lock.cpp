#include "store/index_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <system_error>
#include <thread>

#include <fmt/format.h>

#include "base/utf8.h"
#include "dateline/error.h"
#include "store/index_folder.h"

namespace dateline::store {
namespace {

constexpr std::chrono::milliseconds pause{10};
constexpr std::size_t longest_name = 256;

std::string this_process() {
  std::array<char, longest_name> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host = {"this machine"};
  return fmt::format("process {} on {}", ::getpid(), host.data());
}

std::string holder(int file) {
  std::array<char, longest_name + 64> bytes{};
  const ssize_t size = ::pread(file, bytes.data(), bytes.size(), 0);
  if (size <= 0) return "another program";
  return std::string{base::trim({bytes.data(), static_cast<std::size_t>(size)})};
}

// Only a courtesy to who waits: a failure to write it is none of the lock's.
void write_holder(int file) {
  const std::string text = this_process() + '\n';
  if (::ftruncate(file, 0) != 0) return;
  [[maybe_unused]] const ssize_t written = ::pwrite(file, text.data(), text.size(), 0);
}

bool try_lock(int file, const std::filesystem::path& path) {
  while (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) {
      throw std::filesystem::filesystem_error("cannot lock", path,
                                              std::error_code(errno, std::generic_category()));
    }
  }
  return true;
}

}  // namespace

IndexLock::IndexLock(const std::filesystem::path& index, std::chrono::milliseconds timeout) {
  const std::filesystem::path path = index / lock_file_name;
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) {
    throw std::filesystem::filesystem_error("cannot open the lock file", path,
                                            std::error_code(errno, std::generic_category()));
  }
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  try {
    while (!try_lock(file_, path)) {
      const auto left = deadline - std::chrono::steady_clock::now();
      if (left <= left.zero()) {
        throw LockedError(fmt::format(
            "{}: {} is writing to this index. Wait until it has finished, or stop it. Never delete "
            "{}: two writers at once destroy an index",
            index.string(), holder(file_), path.string()));
      }
      std::this_thread::sleep_for(std::min<std::chrono::nanoseconds>(left, pause));
    }
  } catch (...) {
    ::close(file_);
    throw;
  }
  write_holder(file_);
}

IndexLock::~IndexLock() {
  ::close(file_);
}

bool is_writable(const std::filesystem::path& index) {
  const auto may_write = [](const std::filesystem::path& path) {
    return ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0;
  };
  const std::filesystem::path lock = index / lock_file_name;
  return may_write(lock) || (!std::filesystem::exists(lock) && may_write(index));
}

}  // namespace dateline::store
