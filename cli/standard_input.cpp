#include "cli/standard_input.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <poll.h>
#include <unistd.h>

#include <fmt/format.h>

#include "cli/interrupt.h"
#include "dateline/error.h"

namespace dateline::cli {
namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 16;

// A descriptor of -1 is one that poll passes over.
void wait_for_input() {
  std::array<pollfd, 2> wanted{pollfd{STDIN_FILENO, POLLIN, 0},
                               pollfd{interrupt_descriptor(), POLLIN, 0}};
  while (poll(wanted.data(), wanted.size(), -1) < 0 && errno == EINTR) {
  }
}

}  // namespace

StandardInput::StandardInput() : std::istream(nullptr) {
  rdbuf(&buffer_);
}

StandardInput::Buffer::Buffer() : bytes_(buffer_bytes) {}

// An exception thrown here becomes the stream's badbit.
StandardInput::Buffer::int_type StandardInput::Buffer::underflow() {
  wait_for_input();
  if (interrupted()) throw Error(ErrorCode::cancelled, "interrupted");
  ssize_t count = -1;
  do {
    count = ::read(STDIN_FILENO, bytes_.data(), bytes_.size());
  } while (count < 0 && errno == EINTR);
  if (count < 0) {
    throw IoError(fmt::format("cannot read standard input: {}", std::strerror(errno)));
  }
  if (count == 0) return traits_type::eof();
  setg(bytes_.data(), bytes_.data(), bytes_.data() + count);
  return traits_type::to_int_type(bytes_.front());
}

}  // namespace dateline::cli
