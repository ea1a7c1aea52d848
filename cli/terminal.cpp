#include "cli/terminal.h"

#include <algorithm>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

namespace dateline::cli {
namespace {

constexpr std::string_view escape_bold = "\x1b[1m";
constexpr std::string_view escape_faint = "\x1b[2m";
constexpr std::string_view escape_mark = "\x1b[1;33m";
constexpr std::string_view escape_off = "\x1b[0m";
constexpr std::size_t default_width = 80;
// Longer lines are hard to read, however wide the window is.
constexpr std::size_t widest = 110;

std::string within(std::string_view text, std::string_view escape) {
  std::string out(escape);
  out += text;
  out += escape_off;
  return out;
}

std::size_t window_width(int stream) {
  winsize size{};
  if (ioctl(stream, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return default_width;
  return size.ws_col;
}

bool colour_wanted() {
  const char* no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe)
  return no_color == nullptr || *no_color == '\0';
}

// U+0080 to U+009F, which some terminals obey.
bool is_c1(std::string_view text, std::size_t at) {
  return text[at] == '\xC2' && at + 1 < text.size() &&
         static_cast<unsigned char>(text[at + 1]) < 0xA0;
}

}  // namespace

std::string Style::bold(std::string_view text) const {
  return colour ? within(text, escape_bold) : std::string(text);
}

std::string Style::faint(std::string_view text) const {
  return colour ? within(text, escape_faint) : std::string(text);
}

std::string_view Style::mark_begin() const {
  return colour ? escape_mark : std::string_view{};
}

std::string_view Style::mark_end() const {
  return colour ? escape_off : std::string_view{};
}

Style output_style() {
  if (isatty(STDOUT_FILENO) == 0) return {};
  return {colour_wanted(), std::min(window_width(STDOUT_FILENO), widest)};
}

bool stderr_is_terminal() {
  return isatty(STDERR_FILENO) != 0;
}

std::size_t stderr_width() {
  return window_width(STDERR_FILENO);
}

std::string printable(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at < out.size(); ++at) {
    const char each = out[at];
    if (is_c1(out, at)) out[at + 1] = ' ';
    if (is_c1(text, at) || static_cast<unsigned char>(each) < 0x20 || each == 0x7F) out[at] = ' ';
  }
  return out;
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  const std::string margin(indent, ' ');
  std::string out;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const std::size_t length = columns(word);
    if (used > 0 && used + 1 + length > width) {
      out += '\n';
      used = 0;
    }
    out += used == 0 ? margin : " ";
    used += (used == 0 ? indent : 1) + length;
    out += word;
  }
  if (!out.empty()) out += '\n';
  return out;
}

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  bool in_escape = false;
  for (const char each : text) {
    if (each == '\x1b') in_escape = true;
    if (!in_escape && (static_cast<unsigned char>(each) & 0xC0U) != 0x80U) ++count;
    if (in_escape && each == 'm') in_escape = false;
  }
  return count;
}

}  // namespace dateline::cli
