#include "indexer/progress_bar.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include <fmt/format.h>

#include "cli/terminal.h"

namespace dateline::indexer {
namespace {

using std::chrono::duration;

constexpr std::chrono::milliseconds between_draws{100};
constexpr double megabyte = 1e6;
constexpr std::size_t widest_bar = 30;
// Back to the first column, and away with what stands there.
constexpr const char* erase_line = "\r\x1b[K";

std::string clock_time(double seconds) {
  const auto whole = std::llround(seconds);
  if (whole >= 3600)
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string bar(double share, std::size_t width) {
  const auto done = static_cast<std::size_t>(share * static_cast<double>(width));
  return "[" + std::string(done, '=') + std::string(width - done, ' ') + "]";
}

}  // namespace

ProgressBar::ProgressBar(std::uint64_t bytes_total)
    : is_shown_(cli::stderr_is_terminal()), bytes_total_(bytes_total) {}

ProgressBar::~ProgressBar() {
  clear();
}

void ProgressBar::update(std::uint64_t articles, std::uint64_t bytes) {
  const auto now = Clock::now();
  if (!is_shown_ || (drawn_at_ && now - *drawn_at_ < between_draws)) return;
  drawn_at_ = now;
  is_drawn_ = true;
  const double seconds = std::max(duration<double>(now - begin_).count(), 1e-3);
  std::string text =
      fmt::format("{} articles, {:.0f}/s", articles, static_cast<double>(articles) / seconds);
  if (bytes > 0) {
    text += fmt::format(", {:.1f} MB/s", static_cast<double>(bytes) / megabyte / seconds);
  }
  const std::size_t width = cli::stderr_width();
  if (bytes_total_ > 0 && bytes > 0) {
    const double share =
        std::min(1.0, static_cast<double>(bytes) / static_cast<double>(bytes_total_));
    text += fmt::format(", {} to go", clock_time(seconds / share - seconds));
    text = fmt::format("{:3.0f}% {}", share * 100, text);
    const std::size_t room = width > text.size() + 4 ? width - text.size() - 4 : 0;
    if (room >= 10) text.insert(4, " " + bar(share, std::min(room, widest_bar)));
  }
  fmt::print(stderr, "{}{}", erase_line, text.substr(0, width - 1));
  std::fflush(stderr);
}

void ProgressBar::clear() {
  if (!is_drawn_) return;
  is_drawn_ = false;
  fmt::print(stderr, "{}", erase_line);
  std::fflush(stderr);
}

}  // namespace dateline::indexer
