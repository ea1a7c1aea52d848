// Where the time of one query goes: what each part of an answer adds to the time of the parts
// before it, the first time in a fresh process and warm.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/dateline.h"

namespace {

using dateline::SearchRequest;

struct Step {
  std::string name;
  std::function<void(SearchRequest&)> change;
};

std::vector<Step> steps() {
  std::vector<Step> out{
      {"words, lists, matches and their number",
       [](SearchRequest& request) {
         request.limit = 0;
         request.snippet_bytes = 0;
       }},
      {"the ten best, with headline, values and labels",
       [](SearchRequest& request) { request.limit = 10; }},
  };
  for (const char* field : {"person", "country", "topic"}) {
    out.push_back({fmt::format("counts of the facet {}", field), [field](SearchRequest& request) {
                     request.facets.push_back({.field = field});
                   }});
  }
  out.push_back({"timeline by year",
                 [](SearchRequest& request) { request.timeline = dateline::TimelineUnit::year; }});
  out.push_back({"snippets", [](SearchRequest& request) {
                   request.snippet_bytes = SearchRequest{}.snippet_bytes;
                 }});
  return out;
}

double micros(const std::function<void()>& action) {
  const auto start = std::chrono::steady_clock::now();
  action();
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start)
      .count();
}

double median_micros(std::size_t times, const std::function<void()>& action) {
  std::vector<double> all;
  for (std::size_t i = 0; i < times; ++i) all.push_back(micros(action));
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::nth_element(all.begin(), middle, all.end());
  return *middle;
}

void print_row(const std::string& name, double first, double warm, double before) {
  fmt::print("{:<48} {:>11.1f} {:>11.1f} {:>+11.1f}\n", name, first, warm, warm - before);
}

void profile(const std::string& folder, const std::string& text, std::size_t times) {
  fmt::print("{:<48} {:>11} {:>11} {:>11}\n", "us, each line with all above it", "first", "warm",
             "adds");
  const auto parse = [&] { dateline::Query::parse(text); };
  const double first_parse = micros(parse);
  print_row("reading the query", first_parse, median_micros(times, parse), 0);

  SearchRequest request{.query = dateline::Query::parse(text)};
  double before = 0;
  std::uint64_t total = 0;
  for (const Step& step : steps()) {
    step.change(request);
    // Each part is met for the first time by an index of its own.
    const auto fresh = dateline::Index::open(folder);
    const auto search = [&] { total = fresh.search(request).total; };
    const double first = micros(search);
    const double warm = median_micros(times, search);
    print_row(step.name, first, warm, before);
    before = warm;
  }
  fmt::print("{} articles match\n", total);
}

}  // namespace

int main(int argc, char** argv) try {
  CLI::App app{"Where the time of one query goes."};
  std::string folder;
  std::string text;
  std::size_t times = 101;
  app.add_option("INDEX", folder, "the index")->required();
  app.add_option("QUERY", text, "as query-tool takes it")->required();
  app.add_option("--times", times, "how often each warm figure is measured; its median is shown")
      ->check(CLI::PositiveNumber);
  CLI11_PARSE(app, argc, argv);
  profile(folder, text, times);
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "query-profile: {}\n", error.what());
  return 1;
}
