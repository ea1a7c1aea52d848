// Trains lib/data/topics.model.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "annotate/topic_model_file.h"
#include "dateline/error.h"
#include "training/general_topics.h"

namespace dateline::training {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  if (!file) throw IoError(fmt::format("cannot write '{}'", path.string()));
}

void print_mistakes(const std::vector<FolderAnswer>& answers) {
  std::size_t right = 0;
  std::size_t with_topic = 0;
  for (const FolderAnswer& each : answers) {
    right += each.is_right() ? 1 : 0;
    with_topic += each.found.empty() ? 0 : 1;
    if (each.is_right()) continue;
    std::printf("%s is %s, found %s\n", each.file.c_str(), each.topic.c_str(),
                each.found.empty() ? "nothing" : each.found.c_str());
  }
  std::printf("BBC: %zu stories, %zu right, %zu with a topic\n", answers.size(), right, with_topic);
}

int train(const fs::path& data, const fs::path& project, const std::string& output, bool validate) {
  GeneralTopics topics(project / "lib/data/topics.tsv",
                       project / "bench/training/reuters_topics.tsv");
  topics.read(data);
  if (validate) {
    print_mistakes(topics.cross_validate());
  }
  const train::TrainedTopics trained = topics.train();
  for (std::size_t i = 0; i < trained.outcomes.size(); ++i) {
    const train::Outcome& outcome = trained.outcomes[i];
    std::printf("%-30s %6zu articles, F1 %.3f\n", topics.examples().keys[i].c_str(),
                outcome.right + outcome.missed, outcome.f1());
  }
  const std::string bytes = annotate::encode_topic_model(trained.model);
  if (!output.empty()) write(output, bytes);
  std::printf("%zu articles, %zu terms, %zu weights, %zu bytes\n",
              topics.examples().articles.size(), trained.model.terms.size(),
              trained.model.weights.size(), bytes.size());
  return 0;
}

int run(int argc, char** argv) {
  CLI::App app{"Trains the general topics that ship with the library"};
  fs::path data;
  fs::path project;
  std::string output;
  bool validate = false;
  app.add_option("DATA", data, "folder of labelled archives")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("PROJECT", project, "folder of the project")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("-o", output, "the model to write");
  app.add_flag("--validate", validate, "measure on stories held back first");
  CLI11_PARSE(app, argc, argv);
  return train(data, project, output, validate);
}

}  // namespace
}  // namespace dateline::training

int main(int argc, char** argv) {
  try {
    return dateline::training::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "train-general-topics: %s\n", error.what());
    return 1;
  }
}
