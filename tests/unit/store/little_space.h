#pragma once

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include "dateline/error.h"

/// The error code with which `action` ends in a process that can write no file beyond `bytes`.
template <class Action>
int code_with_little_space(rlim_t bytes, const Action& action) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      action();
    } catch (const dateline::Error& error) {
      ::_exit(10 + static_cast<int>(error.code()));
    } catch (...) {
      ::_exit(1);
    }
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

inline constexpr int io_code = 10 + static_cast<int>(dateline::ErrorCode::io);
