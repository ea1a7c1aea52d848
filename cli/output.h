#pragma once

#include <string>
#include <string_view>

namespace dateline::cli {

/// Thrown when whoever reads standard output has closed it (`| head`): reason to stop, not an
/// error.
struct OutputClosed {};

/// Standard output, buffered. A failed write throws IoError, a closed pipe OutputClosed: nothing is
/// lost silently. What was not flushed when an Output is destroyed is dropped.
class Output {
 public:
  void write(std::string_view text);
  void flush();

 private:
  std::string buffer_;
};

}  // namespace dateline::cli
