#pragma once

#include <chrono>
#include <filesystem>

namespace dateline::store {

/// The right to write an index, held by one object in the world. It rests on a lock of the
/// operating system on INDEX/lock, which goes with the process however that ends; the file itself
/// stays and says who has, or last had, the lock.
class IndexLock {
 public:
  /// Waits no longer than `timeout`, then throws LockedError naming the holder. IoError if the file
  /// cannot be made. The folder must exist.
  IndexLock(const std::filesystem::path& index, std::chrono::milliseconds timeout);
  IndexLock(const IndexLock&) = delete;
  IndexLock& operator=(const IndexLock&) = delete;
  ~IndexLock();

 private:
  int file_ = -1;
};

/// Whether this process may write the index, and so could lock it.
bool is_writable(const std::filesystem::path& index);

}  // namespace dateline::store
