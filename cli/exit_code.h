#pragma once

#include "dateline/error.h"

namespace dateline::cli {

/// What a program tells its caller. The numbers are part of the contract with scripts.
enum class ExitCode : int {
  done = 0,           ///< also when nothing was found
  rejected = 1,       ///< finished, but input was rejected or an id is unknown
  usage = 2,          ///< options, or an input that does not exist
  index = 3,          ///< the index is missing, locked, corrupt or of another version
  syntax = 4,         ///< a query that --strict refuses
  failure = 5,        ///< I/O, memory, a defect
  interrupted = 130,  ///< SIGINT or SIGTERM, after a clean commit
};

/// The one table from the library's errors to exit codes.
ExitCode exit_code(ErrorCode code);

/// The more serious of two.
ExitCode worse(ExitCode one, ExitCode other);

}  // namespace dateline::cli
