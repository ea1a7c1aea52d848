#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.h"
#include "cli/standard_input.h"
#include "dateline/reader.h"

namespace dateline::indexer {

/// The options that say what is read and how, the same for every command that reads articles.
struct InputOptions {
  std::vector<std::string> inputs;
  ReaderOptions reader;
  std::size_t threads = 0;
  std::string rejects_file;
};

void add_input_options(cli::CommandLine& line, InputOptions& options);

/// Throws UsageError, naming the option, if the file to be written is the input (a path or "-"): it
/// would be lost before it is read.
void require_another_file(std::string_view option, const std::string& output,
                          const std::string& input);

/// The inputs of a run: all are there, and can be read one after the other.
class Inputs {
 public:
  /// Throws UsageError if an input does not exist or is the file that rejects go to, or the format
  /// is unknown: before any work is done.
  explicit Inputs(const InputOptions& options);

  std::size_t size() const { return options_.inputs.size(); }
  const std::string& name(std::size_t index) const { return options_.inputs[index]; }
  ArticleReader open(std::size_t index);
  /// Of all inputs together; 0: unknown. Looks up the size of every file.
  std::uint64_t bytes_total();

 private:
  const InputOptions& options_;
  ReaderOptions reader_;
  cli::StandardInput standard_input_;
};

}  // namespace dateline::indexer
