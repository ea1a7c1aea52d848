#include "cli/command_line.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/dates.h"

namespace dateline::cli {
namespace {

// More than a command line can hold.
constexpr int any_number = 1 << 20;

/// Help without CLI11's remarks about types: descriptions say what is needed.
class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter() {
    column_width(26);
    label("Positionals", "Arguments");
  }
  std::string make_usage(const CLI::App* app, std::string name) const override {
    std::string usage = "Usage: " + name;
    for (const CLI::Option* each : app->get_options()) {
      if (!each->get_positional()) continue;
      usage += each->get_required() ? " " : " [";
      usage += each->get_name(true);
      if (each->get_expected_max() > 1) usage += "...";
      if (!each->get_required()) usage += ']';
    }
    return usage + " [options]\n";
  }
  std::string make_option_opts(const CLI::Option* option) const override {
    const std::string& type = option->get_option_text();
    return type.empty() ? type : " " + type;
  }
};

std::filesystem::path resolve_index(const std::string& argument) {
  if (argument.empty()) throw UsageError("INDEX is empty: name the folder of an index");
  if (argument != "@") return argument;
  const char* value = std::getenv("DATELINE_INDEX");  // NOLINT(concurrency-mt-unsafe)
  if (value == nullptr || *value == '\0') {
    throw UsageError("@ stands for $DATELINE_INDEX, which is not set");
  }
  return value;
}

std::size_t parse_number(const std::string& name, const std::string& text, std::size_t least,
                         std::size_t most) {
  std::size_t value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || rest != end || value < least || value > most) {
    throw UsageError(
        fmt::format("{}: '{}' is not a number from {} to {}", name, text, least, most));
  }
  return value;
}

}  // namespace

CommandLine::CommandLine(std::string started_as, std::string command,
                         std::vector<std::string> arguments)
    : started_as_(std::move(started_as)),
      command_(std::move(command)),
      arguments_(std::move(arguments)),
      app_(std::make_unique<CLI::App>("", command_)) {
  app_->formatter(std::make_shared<HelpFormatter>());
  app_->set_help_flag("-h,--help", "Print this help");
  app_->option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

CommandLine::~CommandLine() = default;

void CommandLine::describe(std::string description, std::string_view examples) {
  app_->description(std::move(description));
  app_->footer("Examples:\n" + fmt::format(fmt::runtime(examples), started_as_));
}

void CommandLine::add_index(std::filesystem::path& target) {
  app_->add_option_function<std::string>(
          "INDEX", [&target](const std::string& text) { target = resolve_index(text); },
          "Folder of the index; @ stands for $DATELINE_INDEX")
      ->required();
}

void CommandLine::add_positional(const std::string& name, std::string& target,
                                 const std::string& description) {
  app_->add_option(name, target, description)->required();
}

void CommandLine::add_optional_positional(const std::string& name, std::string& target,
                                          const std::string& description) {
  app_->add_option(name, target, description);
}

// An option of a vector type would take "[a,b]" apart and "{}" for nothing, and these are file
// names and ids: hence a callback on the raw words, and no "extra arguments".
void CommandLine::add_positionals(const std::string& name, std::vector<std::string>& target,
                                  const std::string& description) {
  app_->add_option(
          name,
          [&target](const CLI::results_t& words) {
            target = words;
            return true;
          },
          description)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->expected(any_number)
      ->allow_extra_args(false)
      ->required();
}

void CommandLine::add_flag(const std::string& name, bool& target, const std::string& description) {
  app_->add_flag_callback(
      name, [&target] { target = true; }, description);
}

CLI::Option* CommandLine::add_value(const std::string& name,
                                    std::function<void(const std::string&)> take,
                                    const std::string& type, const std::string& description) {
  return app_
      ->add_option(
          name,
          [take = std::move(take)](const CLI::results_t& words) {
            take(words.back());
            return true;
          },
          description)
      ->option_text(type);
}

void CommandLine::add_text(const std::string& name, std::string& target, const std::string& type,
                           const std::string& description) {
  add_value(
      name, [&target](const std::string& text) { target = text; }, type, description);
}

void CommandLine::add_required_text(const std::string& name, std::string& target,
                                    const std::string& type, const std::string& description) {
  add_value(
      name, [&target](const std::string& text) { target = text; }, type, description)
      ->required();
}

void CommandLine::add_repeatable(const std::string& name, std::vector<std::string>& target,
                                 const std::string& type, const std::string& description) {
  app_->add_option(
          name,
          [&target](const CLI::results_t& words) {
            target = words;
            return true;
          },
          description)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->option_text(type);
}

void CommandLine::add_number(const std::string& name, std::size_t& target, std::size_t least,
                             std::size_t most, const std::string& type,
                             const std::string& description) {
  add_value(
      name,
      [&target, name, least, most](const std::string& text) {
        target = parse_number(name, text, least, most);
      },
      type, description);
}

void CommandLine::add_language(const std::string& name, std::string& target,
                               const std::string& description) {
  add_value(
      name,
      [&target, name](const std::string& text) {
        if (!is_language(text)) {
          throw UsageError(fmt::format(
              "{}: '{}' is not the ISO 639 code of a language: write two or three letters, as in "
              "en, de or pt-BR; all codes are listed at "
              "https://www.loc.gov/standards/iso639-2/php/code_list.php",
              name, text));
        }
        target = parse_language(text).value();
      },
      "CODE", description);
}

void CommandLine::add_period(const std::string& name, std::function<void(const DateSpan&)> take,
                             const std::string& description) {
  add_value(
      name,
      [name, take = std::move(take)](const std::string& text) {
        const auto period = parse_period(text);
        if (!period) {
          throw UsageError(
              fmt::format("{}: '{}' is not a date: write 2007, 2007-02 or 2007-02-22", name, text));
        }
        take(*period);
      },
      "DATE", description);
}

void CommandLine::add_word(const std::string& name, const std::vector<std::string_view>& words,
                           std::function<void(std::size_t)> take, const std::string& description) {
  const std::string all = fmt::format("{}", fmt::join(words, "|"));
  add_value(
      name,
      [name, words, take = std::move(take), all](const std::string& text) {
        const auto found = std::find(words.begin(), words.end(), text);
        if (found == words.end()) {
          throw UsageError(fmt::format("{}: '{}' is not one of {}", name, text, all));
        }
        take(static_cast<std::size_t>(found - words.begin()));
      },
      all, description);
}

void CommandLine::parse() {
  std::vector<std::string> reversed(arguments_.rbegin(), arguments_.rend());
  try {
    app_->parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    throw HelpWanted(app_->help(started_as_));
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string_view message = error.what();
    throw UsageError(fmt::format("{} needs a value", message.substr(0, message.find(':'))));
  } catch (const CLI::ParseError& error) {
    // What was taken for an option is also the reason where a positional is missing: "-iraq oil".
    const auto extras = app_->remaining();
    if (extras.empty()) throw UsageError(error.what());
    const std::string& first = extras.front();
    throw UsageError(
        first.starts_with('-')
            ? fmt::format("unknown option {}; what follows -- is never an option", first)
            : fmt::format("one argument too many: '{}'; quote what has spaces in it", first));
  }
}

}  // namespace dateline::cli
