#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dateline/article.h"

// Not included: each file that has CLI11's header also has, and makes at the start of the program,
// all its validators.
namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace dateline::cli {

/// The arguments cannot mean anything: exit code 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// `--help` was given: `what()` is the text to print.
struct HelpWanted : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The arguments of one command. Options and positionals are declared first, then `parse` fills the
/// variables that they were declared with; these must outlive the call.
class CommandLine {
 public:
  /// `started_as` is the program's name in help and examples.
  CommandLine(std::string started_as, std::string command, std::vector<std::string> arguments);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  /// What the command does, and examples for its help with "{0}" for the program's name.
  void describe(std::string description, std::string_view examples);

  /// INDEX, the first positional of nearly every command; `@` stands for $DATELINE_INDEX.
  void add_index(std::filesystem::path& target);
  void add_positional(const std::string& name, std::string& target, const std::string& description);
  void add_optional_positional(const std::string& name, std::string& target,
                               const std::string& description);
  /// One or more, to the end of the line, verbatim.
  void add_positionals(const std::string& name, std::vector<std::string>& target,
                       const std::string& description);

  void add_flag(const std::string& name, bool& target, const std::string& description);
  void add_text(const std::string& name, std::string& target, const std::string& type,
                const std::string& description);
  void add_required_text(const std::string& name, std::string& target, const std::string& type,
                         const std::string& description);
  /// May be given several times, one value each time.
  void add_repeatable(const std::string& name, std::vector<std::string>& target,
                      const std::string& type, const std::string& description);
  /// A decimal number from `least` to `most`.
  void add_number(const std::string& name, std::size_t& target, std::size_t least, std::size_t most,
                  const std::string& type, const std::string& description);
  /// An ISO 639 code, which `target` gets in its usual form.
  void add_language(const std::string& name, std::string& target, const std::string& description);
  /// A period of which `take` gets the days.
  void add_period(const std::string& name, std::function<void(const DateSpan&)> take,
                  const std::string& description);

  /// One of several words.
  template <class Target, class Value>
  void add_choice(const std::string& name, Target& target,
                  std::initializer_list<std::pair<std::string_view, Value>> choices,
                  const std::string& description) {
    const std::vector<std::pair<std::string_view, Value>> table(choices);
    std::vector<std::string_view> words;
    for (const auto& each : table) words.push_back(each.first);
    add_word(
        name, words, [&target, table](std::size_t chosen) { target = table[chosen].second; },
        description);
  }

  /// Throws UsageError or HelpWanted.
  void parse();

 private:
  void add_word(const std::string& name, const std::vector<std::string_view>& words,
                std::function<void(std::size_t)> take, const std::string& description);
  CLI::Option* add_value(const std::string& name, std::function<void(const std::string&)> take,
                         const std::string& type, const std::string& description);

  std::string started_as_;
  std::string command_;
  std::vector<std::string> arguments_;
  std::unique_ptr<CLI::App> app_;
};

}  // namespace dateline::cli
