#include "in_child.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <stdexcept>

namespace bench {
namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

[[noreturn]] void run_and_leave(const std::function<std::string()>& work, int out) {
  std::string answer;
  int status = 0;
  try {
    answer = work();
  } catch (const std::exception& error) {
    answer = error.what();
    status = 1;
  } catch (...) {
    answer = "an exception that is no std::exception";
    status = 1;
  }
  std::size_t sent = 0;
  while (sent < answer.size()) {
    const ssize_t count = write(out, answer.data() + sent, answer.size() - sent);
    if (count <= 0) break;
    sent += static_cast<std::size_t>(count);
  }
  _exit(status);
}

std::string read_all(int in) {
  std::string all;
  std::array<char, 4096> buffer{};
  for (ssize_t count = 0; (count = read(in, buffer.data(), buffer.size())) > 0;) {
    all.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return all;
}

}  // namespace

Cost in_child(const std::function<std::string()>& work) {
  std::array<int, 2> channel{};
  if (pipe(channel.data()) != 0) throw std::runtime_error("cannot make a pipe");
  std::fflush(nullptr);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) {
    close(channel[0]);
    run_and_leave(work, channel[1]);
  }
  close(channel[1]);
  Cost cost;
  cost.answer = read_all(channel[0]);
  close(channel[0]);
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  cost.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  cost.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  cost.peak_megabytes = static_cast<double>(usage.ru_maxrss) / 1024;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error("the measured process failed: " + cost.answer);
  }
  return cost;
}

}  // namespace bench
