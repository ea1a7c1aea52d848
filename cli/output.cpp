#include "cli/output.h"

#include <cerrno>
#include <cstring>

#include <unistd.h>

#include <fmt/format.h>

#include "dateline/error.h"

namespace dateline::cli {
namespace {

constexpr std::size_t flush_at = std::size_t{1} << 16;

}  // namespace

void Output::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= flush_at) flush();
}

void Output::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      const int error = errno;
      buffer_.clear();
      if (error == EPIPE) throw OutputClosed{};
      throw IoError(fmt::format("cannot write to standard output: {}", std::strerror(error)));
    }
  }
  buffer_.clear();
}

}  // namespace dateline::cli
