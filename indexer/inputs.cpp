#include "indexer/inputs.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "dateline/error.h"

namespace dateline::indexer {
namespace {

constexpr std::string_view standard_input = "-";
constexpr std::size_t most_threads = 1024;

std::string format_names() {
  std::vector<std::string_view> names{"auto"};
  for (const FormatInfo& each : formats()) names.push_back(each.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

void require_known_format(const std::string& wanted) {
  const auto known = formats();
  const bool found = wanted == "auto" || std::any_of(known.begin(), known.end(), [&](auto& each) {
                       return each.name == wanted;
                     });
  if (!found) {
    throw cli::UsageError(fmt::format("--format: '{}' is not one of {}", wanted, format_names()));
  }
}

}  // namespace

void require_another_file(std::string_view option, const std::string& output,
                          const std::string& input) {
  const std::filesystem::path path = input == standard_input ? "/dev/stdin" : input;
  std::error_code ignored;
  if (std::filesystem::is_regular_file(output, ignored) &&
      std::filesystem::equivalent(path, output, ignored)) {
    throw cli::UsageError(
        fmt::format("{}: '{}' is the input '{}' itself and would be overwritten: name another file",
                    option, output, input));
  }
}

void add_input_options(cli::CommandLine& line, InputOptions& options) {
  line.add_positionals("INPUT", options.inputs,
                       "Files, folders, archives (.tar .zip, .gz .bz2 .xz .zst); - is standard "
                       "input");
  line.add_text(
      "--format", options.reader.format, "NAME",
      "What the files hold, where it should not be told by their content: " + format_names());
  line.add_number("--threads", options.threads, 0, most_threads, "N",
                  "Threads that work on articles (0: one for each core)");
  line.add_text("--rejects", options.rejects_file, "FILE",
                "Write records that cannot be read to FILE, as JSON Lines");
}

Inputs::Inputs(const InputOptions& options) : options_(options), reader_(options.reader) {
  // What its reading throws when the program is interrupted ends the run, not the record.
  standard_input_.exceptions(std::ios::badbit);
  if (!options.rejects_file.empty()) reader_.passed_over.push_back(options.rejects_file);
  require_known_format(options.reader.format);
  if (std::count(options.inputs.begin(), options.inputs.end(), standard_input) > 1) {
    throw cli::UsageError("- is given twice: standard input can be read only once");
  }
  for (std::size_t index = 0; index < size(); ++index) {
    require_another_file("--rejects", options.rejects_file, name(index));
    if (name(index) == standard_input) continue;
    std::error_code error;
    if (!std::filesystem::exists(name(index), error) && !error) {
      throw cli::UsageError(fmt::format("there is no file or folder '{}'", name(index)));
    }
    open(index);
  }
}

std::uint64_t Inputs::bytes_total() {
  std::uint64_t total = 0;
  for (std::size_t index = 0; index < size(); ++index) {
    if (name(index) == standard_input) return 0;
    const std::uint64_t bytes = open(index).progress().bytes_total;
    if (bytes == 0) return 0;
    total += bytes;
  }
  return total;
}

ArticleReader Inputs::open(std::size_t index) {
  const std::string& input = name(index);
  if (input == standard_input) {
    return ArticleReader::open(standard_input_, "<stdin>", reader_);
  }
  try {
    return ArticleReader::open(input, reader_);
  } catch (const NotFoundError& error) {
    throw cli::UsageError(error.what());
  }
}

}  // namespace dateline::indexer
