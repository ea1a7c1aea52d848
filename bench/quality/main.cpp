#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include <CLI/CLI.hpp>

#include "dateline/error.h"
#include "quality/report.h"

namespace {

using dateline::quality::Scores;

struct Part {
  const char* name;
  void (*measure)(const std::filesystem::path&, Scores&);
};
constexpr Part parts[] = {{"people", dateline::quality::measure_people},
                          {"countries", dateline::quality::measure_countries},
                          {"topics", dateline::quality::measure_topics},
                          {"throughput", dateline::quality::measure_throughput}};

int run(const std::filesystem::path& data, const std::string& only, const std::string& json_file) {
  Scores scores;
  for (const Part& part : parts) {
    if (only.empty() || only == part.name) part.measure(data, scores);
  }
  std::fputs(dateline::quality::markdown_table(scores).c_str(), stdout);
  if (!json_file.empty()) std::ofstream(json_file) << dateline::quality::json(scores);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Measures what annotation finds against labelled archives"};
  std::filesystem::path data;
  std::string only;
  std::string json_file;
  app.add_option("DATA", data, "folder of labelled archives")
      ->required()
      ->check(CLI::ExistingDirectory);
  app.add_option("--part", only, "people, countries, topics or throughput alone");
  app.add_option("--json", json_file, "write the scores here too");
  CLI11_PARSE(app, argc, argv);
  try {
    return run(data, only, json_file);
  } catch (const dateline::Error& error) {
    std::fprintf(stderr, "annotation-quality: %s\n", error.what());
    return 1;
  }
}
