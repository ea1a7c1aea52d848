#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.h"
#include "cli/exit_code.h"
#include "cli/output.h"

namespace dateline::cli {

/// What a command works with: its arguments, and the two streams it talks to.
class Context {
 public:
  Context(std::string_view program, CommandLine& line) : program_(program), line_(line) {}

  /// Where the command declares its options; call `parse` on it before anything else is done.
  CommandLine& line() { return line_; }
  Output& out() { return out_; }
  /// Ends the process, with all written that `out` holds. What it has in memory is not taken apart
  /// before: of an index that takes as long as a part of the search.
  [[noreturn]] void leave(ExitCode code);
  /// A line for the person, on standard error, behind the program's name.
  void say(std::string_view message) const;

 private:
  std::string_view program_;
  CommandLine& line_;
  Output out_;
};

/// One command of a program: `indexer add`.
struct Command {
  std::string_view name;
  std::string_view summary;  ///< one line for the program's help
  ExitCode (*run)(Context&);
};

struct Program {
  std::string_view name;  ///< begins every message
  std::string_view summary;
  std::span<const Command> commands;
  std::string_view examples;  ///< "{0}" stands for the name it was started by
};

/// Runs the command that the arguments name. Every error ends here, as a message and an exit code.
int run_program(const Program& program, std::span<char* const> arguments);

}  // namespace dateline::cli
