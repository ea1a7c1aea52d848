#include "cli/program.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <new>

#include <fmt/format.h>

#include "cli/interrupt.h"

namespace dateline::cli {
namespace {

void print_line(std::FILE* stream, std::string_view program, std::string_view message) {
  fmt::print(stream, "{}: {}\n", program, message);
}

std::string help(const Program& program, const std::string& started_as) {
  std::string text =
      fmt::format("{}\nUsage: {} COMMAND ...\n\nCommands:\n", program.summary, started_as);
  std::size_t width = 0;
  for (const Command& each : program.commands) width = std::max(width, each.name.size());
  for (const Command& each : program.commands) {
    text += fmt::format("  {:<{}}  {}\n", each.name, width, each.summary);
  }
  text += fmt::format("\n{0} COMMAND --help explains a command, {0} --version tells the version.\n",
                      started_as);
  return text + "\nExamples:\n" + fmt::format(fmt::runtime(program.examples), started_as);
}

const Command& find_command(const Program& program, std::string_view name) {
  const auto found = std::find_if(program.commands.begin(), program.commands.end(),
                                  [&](const Command& each) { return each.name == name; });
  if (found != program.commands.end()) return *found;
  std::vector<std::string_view> names;
  for (const Command& each : program.commands) names.push_back(each.name);
  throw UsageError(
      fmt::format("unknown command '{}'; the commands are {}", name, fmt::join(names, ", ")));
}

ExitCode run_command(const Program& program, const std::string& started_as,
                     const std::vector<std::string>& arguments) {
  const Command& command = find_command(program, arguments.front());
  CommandLine line(started_as, arguments.front(), {arguments.begin() + 1, arguments.end()});
  Context context(program.name, line);
  try {
    const ExitCode code = command.run(context);
    context.out().flush();
    return code;
  } catch (const HelpWanted& wanted) {
    context.out().write(wanted.what());
    context.out().flush();
    return ExitCode::done;
  } catch (const UsageError& error) {
    context.say(error.what());
    context.say(fmt::format("'{} {} --help' explains the command", started_as, command.name));
    return ExitCode::usage;
  }
}

ExitCode run(const Program& program, const std::string& started_as,
             const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    fmt::print(stderr, "{}", help(program, started_as));
    return ExitCode::usage;
  }
  const std::string& first = arguments.front();
  Output out;
  if (first == "-h" || first == "--help") {
    out.write(help(program, started_as));
  } else if (first == "--version") {
    out.write(fmt::format("{} (Dateline) {}\n", program.name, DATELINE_VERSION));
  } else if (first.starts_with('-')) {
    throw UsageError(fmt::format("unknown option {}; a command comes first", first));
  } else {
    return run_command(program, started_as, arguments);
  }
  out.flush();
  return ExitCode::done;
}

ExitCode run_guarded(const Program& program, const std::string& started_as,
                     const std::vector<std::string>& arguments) {
  try {
    return run(program, started_as, arguments);
  } catch (const OutputClosed&) {
    return ExitCode::done;
  } catch (const UsageError& error) {
    print_line(stderr, program.name, error.what());
    print_line(stderr, program.name, fmt::format("'{} --help' lists the commands", started_as));
    return ExitCode::usage;
  } catch (const Error& error) {
    print_line(stderr, program.name, error.what());
    return exit_code(error.code());
  } catch (const std::bad_alloc&) {
    print_line(stderr, program.name, "out of memory");
    return ExitCode::failure;
  } catch (const std::exception& error) {
    print_line(stderr, program.name, fmt::format("internal error: {}", error.what()));
    return ExitCode::failure;
  }
}

}  // namespace

void Context::say(std::string_view message) const {
  print_line(stderr, program_, message);
}

void Context::leave(ExitCode code) {
  out_.flush();
  std::_Exit(static_cast<int>(code));
}

int run_program(const Program& program, std::span<char* const> arguments) {
  // A closed pipe is then an error of the write, which can be told from others.
  std::signal(SIGPIPE, SIG_IGN);
  install_interrupt_handler();
  const std::string started_as = arguments.empty()
                                     ? std::string(program.name)
                                     : std::filesystem::path(arguments.front()).filename().string();
  std::vector<std::string> words;
  if (!arguments.empty()) words.assign(arguments.begin() + 1, arguments.end());
  return static_cast<int>(run_guarded(program, started_as, words));
}

}  // namespace dateline::cli
