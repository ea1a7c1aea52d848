#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/counted.h"
#include "cli/interrupt.h"
#include "dateline/error.h"
#include "dateline/train.h"
#include "indexer/commands.h"
#include "indexer/inputs.h"

namespace dateline::indexer {
namespace {

struct TrainOptions {
  std::vector<std::string> inputs;
  std::string model;
  PeopleTrainingOptions training;
};

void declare(cli::CommandLine& line, TrainOptions& options) {
  line.describe(
      "Trains a model that finds the names of people, from articles with labelled names.",
      "  {0} train-people labelled.conll -o people.model\n"
      "  {0} train-people 2006.conll 2007.conll -o people.model --description 'wire, 2006-07'\n");
  line.add_positionals(
      "INPUT", options.inputs,
      "Files in the columns of CoNLL: a token and its tag (O, B-PER, I-PER, B-LOC, "
      "...) a line, an empty line behind each sentence, -DOCSTART- before each "
      "article");
  line.add_required_text("-o,--output", options.model, "MODEL", "Write the model to this file");
  line.add_text("--description", options.training.description, "TEXT",
                "What the model is made of, kept in its file");
}

}  // namespace

cli::ExitCode run_train_people(cli::Context& context) {
  TrainOptions options;
  declare(context.line(), options);
  context.line().parse();
  const std::vector<std::filesystem::path> inputs(options.inputs.begin(), options.inputs.end());
  for (const std::filesystem::path& input : inputs) {
    std::error_code error;
    if (!std::filesystem::exists(input, error) && !error) {
      throw cli::UsageError(fmt::format("there is no file '{}'", input.string()));
    }
    require_another_file("--output", options.model, input.string());
  }

  cli::catch_interrupts();
  options.training.on_iteration = [](std::size_t, double) { return !cli::interrupted(); };
  try {
    const PeopleTrainingReport report = train_people(inputs, options.model, options.training);
    context.say(fmt::format("{}: {}, {}, learnt from {} in {}", options.model,
                            cli::counted(report.features, "feature"),
                            cli::counted(report.bytes, "byte"), cli::counted(report.names, "name"),
                            cli::counted(report.articles, "article")));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::cancelled) throw;
    context.say("interrupted; no model was written");
    return cli::ExitCode::interrupted;
  }
  return cli::ExitCode::done;
}

}  // namespace dateline::indexer
