#include "indexer/progress_bar.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include <fmt/format.h>

#include "cli/counted.h"
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

ProgressBar::ProgressBar() : is_shown_(cli::stderr_is_terminal()) {}

ProgressBar::~ProgressBar() {
  clear();
}

void ProgressBar::update(const Done& done) {
  const auto now = Clock::now();
  if (!is_shown_ || (drawn_at_ && now - *drawn_at_ < between_draws)) return;
  drawn_at_ = now;
  is_drawn_ = true;
  const double seconds = std::max(duration<double>(now - begin_).count(), 1e-3);
  std::string text = fmt::format("{}, {:.0f}/s", cli::counted(done.articles, "article"),
                                 static_cast<double>(done.articles) / seconds);
  if (done.bytes > 0) {
    text += fmt::format(", {:.1f} MB/s", static_cast<double>(done.bytes) / megabyte / seconds);
  }
  const std::size_t width = cli::stderr_width();
  if (const double share = std::min(done.share.value_or(0), 1.0); share > 0) {
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

std::optional<double> share_of(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace dateline::indexer
