#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/error.h"
#include "quality/report.h"
#include "quality/task.h"

namespace dateline::quality {
namespace {

namespace fs = std::filesystem;

struct Part {
  const char* name;
  std::vector<Task> (*tasks)(const fs::path& data);
};
constexpr Part parts[] = {
    {"people", people_tasks}, {"countries", country_tasks}, {"topics", topic_tasks}};
constexpr const char* throughput = "throughput";
constexpr const char* throughput_file = "throughput.json";

/// What another system has answered, in a folder with a file for each task that it is for.
struct AnsweredBy {
  std::string name;
  fs::path folder;
};

struct Options {
  fs::path data;
  std::string part;  // empty: all
  std::string json_file;
  std::string export_folder;
  std::vector<AnsweredBy> others;

  bool wants(std::string_view name) const { return part.empty() || part == name; }
};

void add_scores(Scores judged, const std::string& system, Scores& scores) {
  for (Score& each : judged) {
    each.system = system;
    scores.push_back(std::move(each));
  }
}

void judge(const Task& task, const Options& options, Scores& scores) {
  if (task.questions.empty()) {
    scores.push_back({.part = task.part, .measured_on = task.measured_on, .detail = "no data"});
    return;
  }
  for (const System& system : task.systems) {
    add_scores(task.judge(system.answer(task)), system.name, scores);
  }
  for (const AnsweredBy& other : options.others) {
    const fs::path file = other.folder / file_of(task);
    if (!fs::exists(file)) continue;
    add_scores(task.judge(read_answers(file, asked_ids(task))), other.name, scores);
  }
}

// A folder of which nothing is ever read is a mistake.
void check_answers(const AnsweredBy& other, const std::vector<std::string>& files) {
  const bool has_one = std::any_of(files.begin(), files.end(), [&](const std::string& file) {
    return fs::exists(other.folder / file);
  });
  if (has_one) return;
  throw InvalidArgumentError(
      fmt::format("'{}' has no file named as those of --export", other.folder.string()));
}

Scores measure(const Options& options) {
  Scores scores;
  std::vector<std::string> files{throughput_file};
  for (const Part& part : parts) {
    if (!options.wants(part.name)) continue;
    for (const Task& task : part.tasks(options.data)) {
      files.push_back(file_of(task));
      judge(task, options, scores);
    }
  }
  if (options.wants(throughput)) {
    measure_throughput(options.data, scores);
    for (const AnsweredBy& other : options.others) {
      const fs::path file = other.folder / throughput_file;
      if (fs::exists(file)) read_throughput(file, other.name, scores);
    }
  }
  if (options.part.empty()) {
    for (const AnsweredBy& other : options.others) check_answers(other, files);
  }
  return scores;
}

void export_tasks(const Options& options) {
  fs::create_directories(options.export_folder);
  for (const Part& part : parts) {
    if (!options.wants(part.name)) continue;
    for (const Task& task : part.tasks(options.data)) {
      if (!task.questions.empty()) export_task(task, options.export_folder);
    }
  }
}

void report(const Options& options) {
  const Scores scores = measure(options);
  std::fputs(markdown_table(scores).c_str(), stdout);
  if (options.json_file.empty()) return;
  std::ofstream file(options.json_file);
  file << json(scores);
  file.close();
  if (!file) throw IoError(fmt::format("cannot write '{}'", options.json_file));
}

AnsweredBy answered_by(const std::string& argument) {
  const std::size_t equals = argument.find('=');
  if (equals == 0 || equals == std::string::npos) {
    throw InvalidArgumentError(fmt::format("--answers wants NAME=FOLDER, not '{}'", argument));
  }
  AnsweredBy other{argument.substr(0, equals), argument.substr(equals + 1)};
  if (!fs::is_directory(other.folder)) {
    throw NotFoundError(fmt::format("there is no folder '{}'", other.folder.string()));
  }
  return other;
}

int run(int argc, char** argv) {
  CLI::App app{"Measures what annotation finds against labelled archives"};
  Options options;
  std::vector<std::string> answers;
  app.add_option("DATA", options.data, "folder of labelled archives")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--part", options.part, "one part alone")
      ->check(CLI::IsMember({"people", "countries", "topics", throughput}));
  app.add_option("--json", options.json_file, "write the scores here too");
  app.add_option("--answers", answers,
                 "NAME=FOLDER: score what another system answered, too; several times")
      ->allow_extra_args(false);
  app.add_option("--export", options.export_folder,
                 "measure nothing, write here what is asked: a file for each task");
  CLI11_PARSE(app, argc, argv);
  for (const std::string& each : answers) options.others.push_back(answered_by(each));
  if (options.export_folder.empty()) {
    report(options);
  } else {
    export_tasks(options);
  }
  return 0;
}

}  // namespace
}  // namespace dateline::quality

int main(int argc, char** argv) {
  try {
    return dateline::quality::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "annotation-quality: %s\n", error.what());
    return 1;
  }
}
