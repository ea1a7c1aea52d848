#pragma once

#include <functional>
#include <string>

namespace bench {

/// What one piece of work cost in a process of its own.
struct Cost {
  double seconds = 0;         ///< wall clock
  double cpu_seconds = 0;     ///< user and system
  double peak_megabytes = 0;  ///< largest resident set of the process
  std::string answer;         ///< what the work returned
};

/// Runs `work` in a child process, so that its peak memory is its own and nothing is warm but the
/// file cache. Throws std::runtime_error with the child's message if it fails.
Cost in_child(const std::function<std::string()>& work);

}  // namespace bench
