#include "cli/exit_code.h"

#include <algorithm>

namespace dateline::cli {

ExitCode exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument:
      return ExitCode::usage;
    case ErrorCode::parse:
      return ExitCode::syntax;
    case ErrorCode::not_found:
    case ErrorCode::locked:
    case ErrorCode::corrupt:
    case ErrorCode::version:
    case ErrorCode::unavailable:
      return ExitCode::index;
    case ErrorCode::cancelled:
      return ExitCode::interrupted;
    case ErrorCode::io:
    case ErrorCode::internal:
      return ExitCode::failure;
  }
  return ExitCode::failure;
}

ExitCode worse(ExitCode one, ExitCode other) {
  return std::max(one, other);
}

}  // namespace dateline::cli
