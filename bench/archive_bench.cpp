// One run over a whole archive: indexing beside stock Xapian on the same articles, then searching.

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "dateline/dateline.h"
#include "in_child.h"
#include "plain_xapian.h"

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct Options {
  std::string archive;
  std::string format = "table";
  int runs = 3;
  int queries = 200;
  std::uint64_t seed = 1;
};

std::uintmax_t bytes_below(const fs::path& folder) {
  std::uintmax_t sum = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) sum += entry.file_size();
  }
  return sum;
}

std::size_t index_with_dateline(const fs::path& archive, const fs::path& index,
                                const dateline::Annotator* annotator, unsigned threads,
                                std::uint64_t& articles) {
  auto reader = dateline::ArticleReader::open(archive);
  auto writer = dateline::IndexWriter::open(index);
  const auto report =
      dateline::ingest(reader, writer, {.threads = threads, .annotator = annotator});
  articles = report.added;
  return report.text_bytes;
}

struct Indexing {
  std::string name;
  bench::Cost best;
  std::uint64_t articles = 0;
  double text_megabytes = 0;
  double index_per_text = 0;
};

/// The fastest of several runs, the ways taken in turn, so that a slow minute hits all of them.
std::vector<Indexing> measure_indexing(const Options& options, const fs::path& scratch) {
  using Work = std::function<std::string(const fs::path&)>;
  const auto dateline_way = [&](bool annotate, unsigned threads) -> Work {
    return [&options, annotate, threads](const fs::path& index) {
      const dateline::Annotator annotator;
      std::uint64_t articles = 0;
      const std::size_t bytes = index_with_dateline(
          options.archive, index, annotate ? &annotator : nullptr, threads, articles);
      return fmt::format("{} {}", bytes, articles);
    };
  };
  const std::vector<std::pair<std::string, Work>> ways{
      {"TermGenerator, 1 thread",
       [&](const fs::path& index) {
         return fmt::format("{} 0", bench::index_with_term_generator(options.archive, index));
       }},
      {"dateline, 1 thread", dateline_way(false, 1)},
      {"dateline, 2 threads", dateline_way(false, 2)},
      {"dateline, annotated, 2 threads", dateline_way(true, 2)},
  };
  std::vector<Indexing> out(ways.size());
  for (int run = 0; run < options.runs; ++run) {
    for (std::size_t way = 0; way < ways.size(); ++way) {
      const fs::path index = scratch / fmt::format("index-{}", way);
      fs::remove_all(index);
      const auto cost = bench::in_child([&] { return ways[way].second(index); });
      Indexing& entry = out[way];
      if (run > 0 && cost.seconds >= entry.best.seconds) continue;
      const auto space = cost.answer.find(' ');
      const double text = std::stod(cost.answer.substr(0, space));
      entry = {.name = ways[way].first,
               .best = cost,
               .articles = std::stoull(cost.answer.substr(space + 1)),
               .text_megabytes = text / 1e6,
               .index_per_text = static_cast<double>(bytes_below(index)) / text};
    }
  }
  out.front().articles = out.back().articles;
  return out;
}

/// Queries of each kind from words and neighbours that the articles really have.
std::map<std::string, std::vector<std::string>> make_queries(const Options& options) {
  std::vector<std::vector<std::string>> bodies;
  std::vector<std::string> countries;
  for (const dateline::Record& record : dateline::ArticleReader::open(options.archive)) {
    const dateline::Article* article = record.article();
    if (article == nullptr) continue;
    std::vector<std::string> words;
    std::string word;
    for (const char each : article->body.substr(0, 2000)) {
      const bool letter = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
      if (letter) {
        word += static_cast<char>(each | 0x20);
      } else {
        if (word.size() > 3) words.push_back(word);
        if (word.size() <= 3 && !word.empty()) words.emplace_back();
        word.clear();
      }
    }
    if (words.size() > 8) bodies.push_back(std::move(words));
    if (article->countries && !article->countries->empty()) {
      countries.push_back(article->countries->front().value);
    }
  }
  if (bodies.empty()) throw std::runtime_error("the archive has no text to ask for");
  std::mt19937_64 random(options.seed);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const auto pick = [&](std::size_t neighbours) {
    for (;;) {
      const auto& words = bodies[below(bodies.size())];
      const std::size_t at = below(words.size() - neighbours);
      std::string out;
      bool whole = true;
      for (std::size_t i = at; i <= at + neighbours; ++i) {
        whole = whole && !words[i].empty();
        out += (out.empty() ? "" : " ") + words[i];
      }
      if (whole) return out;
    }
  };
  std::map<std::string, std::vector<std::string>> out;
  for (int i = 0; i < options.queries; ++i) {
    out["one word"].push_back(pick(0));
    out["two words, all"].push_back(pick(1));
    out["five words, any"].push_back(
        fmt::format("{} OR {} OR {} OR {} OR {}", pick(0), pick(0), pick(0), pick(0), pick(0)));
    out["phrase of two"].push_back('"' + pick(1) + '"');
    if (!countries.empty()) {
      out["word and country"].push_back(
          fmt::format("{} country:\"{}\"", pick(0), countries[below(countries.size())]));
    }
  }
  return out;
}

struct Latency {
  std::string kind;
  double plain_p50 = 0, plain_p99 = 0, facets_p50 = 0, facets_p99 = 0;  // microseconds
};

double percentile(std::vector<double> sorted, double share) {
  std::sort(sorted.begin(), sorted.end());
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

std::vector<Latency> measure_searching(const fs::path& path, const Options& options) {
  const auto index = dateline::Index::open(path);
  const auto time = [&](const std::string& text, bool facets) {
    dateline::SearchRequest request{.query = dateline::Query::parse(text), .snippet_bytes = 0};
    if (facets) request.facets = {{.field = "person"}, {.field = "country"}, {.field = "topic"}};
    const auto start = std::chrono::steady_clock::now();
    index.search(request);
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start)
        .count();
  };
  std::vector<Latency> out;
  for (const auto& [kind, texts] : make_queries(options)) {
    std::vector<double> plain;
    std::vector<double> faceted;
    for (const std::string& text : texts) {
      time(text, false);
      plain.push_back(time(text, false));
      faceted.push_back(time(text, true));
    }
    out.push_back({kind, percentile(plain, 0.5), percentile(plain, 0.99), percentile(faceted, 0.5),
                   percentile(faceted, 0.99)});
  }
  return out;
}

void print_table(const std::vector<Indexing>& indexing, const std::vector<Latency>& latencies) {
  fmt::print(
      "| indexing | s | articles/s | MB/s | index bytes a byte of text | peak MB | time to "
      "TermGenerator's |\n"
      "|---|---:|---:|---:|---:|---:|---:|\n");
  for (const Indexing& each : indexing) {
    fmt::print("| {} | {:.2f} | {:.0f} | {:.2f} | {:.2f} | {:.0f} | {:.2f} |\n", each.name,
               each.best.seconds, static_cast<double>(each.articles) / each.best.seconds,
               each.text_megabytes / each.best.seconds, each.index_per_text,
               each.best.peak_megabytes, each.best.seconds / indexing.front().best.seconds);
  }
  fmt::print(
      "\n| searching, us | top 10 p50 | p99 | with three facets p50 | p99 |\n"
      "|---|---:|---:|---:|---:|\n");
  for (const Latency& each : latencies) {
    fmt::print("| {} | {:.0f} | {:.0f} | {:.0f} | {:.0f} |\n", each.kind, each.plain_p50,
               each.plain_p99, each.facets_p50, each.facets_p99);
  }
}

void print_json(const std::vector<Indexing>& indexing, const std::vector<Latency>& latencies) {
  Json out{{"version", 1}, {"indexing", Json::array()}, {"searching", Json::array()}};
  for (const Indexing& each : indexing) {
    out["indexing"].push_back({{"name", each.name},
                               {"seconds", each.best.seconds},
                               {"cpu_seconds", each.best.cpu_seconds},
                               {"articles", each.articles},
                               {"text_megabytes", each.text_megabytes},
                               {"index_bytes_per_text_byte", each.index_per_text},
                               {"peak_megabytes", each.best.peak_megabytes}});
  }
  for (const Latency& each : latencies) {
    out["searching"].push_back(
        {{"kind", each.kind},
         {"top10_us", {{"p50", each.plain_p50}, {"p99", each.plain_p99}}},
         {"facets_us", {{"p50", each.facets_p50}, {"p99", each.facets_p99}}}});
  }
  std::cout << out.dump(2) << '\n';
}

}  // namespace

int main(int argc, char** argv) try {
  Options options;
  CLI::App app{"Indexes an archive beside stock Xapian on the same articles, then searches it."};
  app.add_option("ARCHIVE", options.archive, "Folder or file of articles")->required();
  app.add_option("--format", options.format, "table or json")
      ->check(CLI::IsMember({"table", "json"}));
  app.add_option("--runs", options.runs, "Runs of each way of indexing; the fastest counts");
  app.add_option("--queries", options.queries, "Queries of each kind");
  app.add_option("--seed", options.seed, "Of the choice of queries");
  CLI11_PARSE(app, argc, argv);

  const fs::path scratch = fs::temp_directory_path() / fmt::format("dateline-bench-{}", getpid());
  fs::create_directories(scratch);
  const auto indexing = measure_indexing(options, scratch);
  const auto latencies = measure_searching(scratch / "index-1", options);
  fs::remove_all(scratch);
  options.format == "json" ? print_json(indexing, latencies) : print_table(indexing, latencies);
  return 0;
} catch (const std::exception& error) {
  std::cerr << "archive-bench: " << error.what() << '\n';
  return 1;
}
