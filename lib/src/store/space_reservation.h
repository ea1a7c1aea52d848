#pragma once

#include <cstdint>
#include <filesystem>

namespace dateline::store {

/// Room on the disk behind the end of a file, set aside for what is going to be written there: for
/// the time of its life no full disk or quota can refuse it, as far as the file system keeps such
/// promises (a file system that cannot set room aside is only asked whether there is as much).
/// The size of the file does not change. For files that nobody else makes longer or shorter but the
/// calling thread.
class SpaceReservation {
 public:
  /// Throws std::system_error: the file cannot be opened, there is no such room, or the process may
  /// not write files of that size.
  SpaceReservation(const std::filesystem::path& file, std::uint64_t bytes);
  SpaceReservation(const SpaceReservation&) = delete;
  SpaceReservation& operator=(const SpaceReservation&) = delete;
  /// Gives back what has not been written to.
  ~SpaceReservation();

 private:
  int descriptor_;
};

}  // namespace dateline::store
