// What becomes of an index that grows and changes bit by bit, beside one that is made of the same
// articles at once: its size and the time of its searches; and how soon few articles that are added
// to many can be found.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/dateline.h"

namespace {

namespace fs = std::filesystem;
using dateline::Article;
using dateline::Index;
using dateline::IndexWriter;

struct Options {
  std::string archive;
  std::string queries;
  fs::path work;
  std::size_t additions = 1000;
  std::size_t articles_an_addition = 100;
  std::size_t replacements = 20'000;
  std::size_t replacements_a_commit = 20'000;
};

double seconds(const std::function<void()>& action) {
  const auto start = std::chrono::steady_clock::now();
  action();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> all) {
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::nth_element(all.begin(), middle, all.end());
  return *middle;
}

std::vector<Article> read_articles(const std::string& archive) {
  std::vector<Article> out;
  dateline::ArticleReader reader = dateline::ArticleReader::open(archive);
  for (dateline::Record& each : reader) {
    if (Article* article = each.article()) out.push_back(std::move(*article));
  }
  return out;
}

// Lines of a kind, a tab, a query.
std::vector<std::string> read_queries(const std::string& file) {
  std::vector<std::string> out;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) out.push_back(line.substr(line.find('\t') + 1));
  return out;
}

void add(IndexWriter& writer, std::span<const Article> articles) {
  for (const Article& each : articles) writer.add(each);
  writer.commit();
}

Article changed(Article article) {
  article.body += " Corrected.";
  return article;
}

std::uint64_t bytes_in(const fs::path& folder) {
  std::uint64_t out = 0;
  for (const auto& each : fs::recursive_directory_iterator(folder)) {
    if (each.is_regular_file()) out += each.file_size();
  }
  return out;
}

// Of each index the median over all queries. Each query is timed in the best of its rounds, which
// take turns between the indexes, so that what else the machine does tells on neither.
std::vector<double> median_searches(const std::vector<fs::path>& indexes,
                                    const std::vector<std::string>& queries) {
  constexpr int rounds = 15;
  std::vector<Index> opened;
  for (const fs::path& each : indexes) opened.push_back(Index::open(each));
  std::vector<std::vector<double>> best(
      indexes.size(), std::vector<double>(queries.size(), std::numeric_limits<double>::max()));
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < opened.size(); ++i) {
      for (std::size_t j = 0; j < queries.size(); ++j) {
        const dateline::SearchRequest request{
            .query = dateline::Query::parse(queries[j]),
            .facets = {{.field = "person"}, {.field = "country"}, {.field = "topic"}}};
        best[i][j] = std::min(best[i][j], seconds([&] { opened[i].search(request); }));
      }
    }
  }
  std::vector<double> out;
  for (std::vector<double>& each : best) out.push_back(median(std::move(each)));
  return out;
}

void report_growth(const Options& options, const std::vector<Article>& articles) {
  const std::size_t added =
      std::min(options.additions * options.articles_an_addition, articles.size() / 2);
  const std::size_t at_once = articles.size() - added;
  const std::size_t replaced = std::min(options.replacements, articles.size());
  const std::size_t step = articles.size() / std::max<std::size_t>(replaced, 1);

  const fs::path grown = options.work / "grown";
  double growing = 0;
  double replacing = 0;
  {
    IndexWriter writer = IndexWriter::open(grown);
    add(writer, std::span(articles).first(at_once));
    growing = seconds([&] {
      for (std::size_t at = at_once; at < articles.size(); at += options.articles_an_addition) {
        const std::size_t count = std::min(options.articles_an_addition, articles.size() - at);
        add(writer, std::span(articles).subspan(at, count));
      }
    });
    replacing = seconds([&] {
      for (std::size_t i = 0; i < replaced; ++i) {
        writer.add(changed(articles[i * step]));
        if ((i + 1) % options.replacements_a_commit == 0) writer.commit();
      }
      writer.commit();
    });
  }
  const fs::path fresh = options.work / "fresh";
  {
    IndexWriter writer = IndexWriter::open(fresh);
    for (std::size_t i = 0; i < articles.size(); ++i) {
      const bool is_replaced = i % step == 0 && i / step < replaced;
      writer.add(is_replaced ? changed(articles[i]) : articles[i]);
    }
    writer.commit();
  }
  fmt::print("{} articles at once, then {} in additions of {}: {:.1f} s\n", at_once, added,
             options.articles_an_addition, growing);
  fmt::print("{} replacements, {} a commit: {:.1f} s\n", replaced, options.replacements_a_commit,
             replacing);
  const std::uint64_t grown_bytes = bytes_in(grown);
  const std::uint64_t fresh_bytes = bytes_in(fresh);
  fmt::print("size: {} bytes, made at once {}, ratio {:.2f}\n", grown_bytes, fresh_bytes,
             static_cast<double>(grown_bytes) / static_cast<double>(fresh_bytes));
  const std::vector<std::string> queries = read_queries(options.queries);
  const std::vector<double> times = median_searches({grown, fresh}, queries);
  const double grown_search = times.front();
  const double fresh_search = times.back();
  fmt::print("search, p50 of {} queries: {:.3f} ms, made at once {:.3f} ms, ratio {:.2f}\n",
             queries.size(), grown_search * 1e3, fresh_search * 1e3, grown_search / fresh_search);
}

// In the index that was made at once. The reader is open before, as in a program that serves.
void report_small_addition(const Options& options, const std::vector<Article>& articles) {
  const fs::path fresh = options.work / "fresh";
  Index index = Index::open(fresh);
  std::vector<double> opening;
  std::vector<double> all;
  for (std::size_t turn = 0; turn < 7; ++turn) {
    std::vector<Article> batch(articles.begin(), articles.begin() + 100);
    for (Article& each : batch) each.id += fmt::format("-new-{}", turn);
    const auto found = [&] { return index.get(batch.back().id).has_value(); };
    all.push_back(seconds([&] {
      std::optional<IndexWriter> writer;
      opening.push_back(seconds([&] { writer.emplace(IndexWriter::open(fresh)); }));
      add(*writer, batch);
      index.reopen();
      if (!found()) fmt::print(stderr, "an article that was added is not found\n");
    }));
  }
  fmt::print(
      "100 articles added to {}, committed and found: median {:.3f} s, of it {:.3f} s for "
      "opening the writer\n",
      articles.size(), median(all), median(opening));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("What becomes of an index that grows bit by bit.");
  Options options;
  app.add_option("ARCHIVE", options.archive, "Articles, e.g. of generate-archive")->required();
  app.add_option("QUERIES", options.queries, "Lines of a kind, a tab and a query")->required();
  app.add_option("WORK", options.work, "A new folder for the indexes")->required();
  app.add_option("--additions", options.additions);
  app.add_option("--articles", options.articles_an_addition, "In an addition");
  app.add_option("--replacements", options.replacements);
  app.add_option("--replacements-a-commit", options.replacements_a_commit);
  CLI11_PARSE(app, argc, argv);
  try {
    fs::create_directories(options.work);
    const std::vector<Article> articles = read_articles(options.archive);
    report_growth(options, articles);
    report_small_addition(options, articles);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
