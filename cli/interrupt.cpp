#include "cli/interrupt.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

#include "cli/exit_code.h"

namespace dateline::cli {
namespace {

// A signal handler has no other way to know anything.
std::atomic<bool> is_caught = false;
std::atomic<bool> is_interrupted = false;
std::array<int, 2> wake_pipe{-1, -1};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_interrupt(int) {
  if (!is_caught || is_interrupted) _exit(static_cast<int>(ExitCode::interrupted));
  is_interrupted = true;
  const int saved = errno;
  [[maybe_unused]] const ssize_t written = write(wake_pipe[1], "", 1);
  errno = saved;
}

}  // namespace

void install_interrupt_handler() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

void catch_interrupts() {
  if (pipe2(wake_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) wake_pipe = {-1, -1};
  is_caught = true;
}

bool interrupted() {
  return is_interrupted;
}

int interrupt_descriptor() {
  return wake_pipe[0];
}

}  // namespace dateline::cli
