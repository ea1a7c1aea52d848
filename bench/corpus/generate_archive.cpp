// Writes an archive for the benches, and the queries to ask of it.

#include <cstdint>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "corpus/archive_generator.h"
#include "corpus/article_line.h"
#include "corpus/query_set.h"
#include "dateline/dateline.h"

namespace {

struct Options {
  std::string learn_from;
  std::string archive;
  std::string queries;
  std::size_t articles = 200'000;
  std::uint64_t seed = 1;
  bool as_it_is = false;
};

class Output {
 public:
  explicit Output(const std::string& path) : path_(path), file_(path, std::ios::binary) {}

  void write(const std::string& text) {
    file_ << text;
    bytes_ += text.size();
  }
  /// Throws std::runtime_error unless all is on its way to the disk.
  std::uint64_t finish() {
    file_.close();
    if (!file_) throw std::runtime_error("cannot write " + path_);
    return bytes_;
  }

 private:
  std::string path_;
  std::ofstream file_;
  std::uint64_t bytes_ = 0;
};

template <typename Take>
void for_each_article(const std::string& archive, Take take) {
  for (dateline::Record& record : dateline::ArticleReader::open(archive)) {
    if (dateline::Article* article = record.article()) take(*article);
  }
}

void write_archive(const Options& options) {
  Output archive(options.archive);
  bench::corpus::QuerySet queries(options.seed);
  std::size_t articles = 0;
  const auto take = [&](const dateline::Article& article) {
    queries.see(article);
    archive.write(bench::corpus::article_line(article));
    ++articles;
  };
  if (options.as_it_is) {
    for_each_article(options.learn_from, take);
  } else {
    bench::corpus::ArchiveGenerator generator(options.seed, options.articles);
    for_each_article(options.learn_from,
                     [&](const dateline::Article& article) { generator.learn(article); });
    generator.prepare();
    while (articles < options.articles) take(generator.next());
  }
  fmt::print("seed {}: {} articles, {} bytes in {}\n", options.seed, articles, archive.finish(),
             options.archive);

  if (options.queries.empty()) return;
  Output file(options.queries);
  const auto made = queries.make();
  for (const auto& each : made) file.write(each.type + '\t' + each.text + '\n');
  file.finish();
  fmt::print("{} queries in {}\n", made.size(), options.queries);
}

}  // namespace

int main(int argc, char** argv) try {
  Options options;
  CLI::App app{
      "Learns from an archive what its articles are like, and writes a larger one like it as JSON\n"
      "Lines, every label given. The same input, number and seed give the same bytes."};
  app.add_option("FOLDER", options.learn_from, "The archive to learn from")->required();
  app.add_option("ARCHIVE", options.archive, "File to write")->required();
  app.add_option("--articles", options.articles, "How many to make");
  app.add_option("--seed", options.seed, "Of everything that is left to chance");
  app.add_option("--queries", options.queries,
                 "File to write queries to, one a line after its type");
  app.add_flag("--as-it-is", options.as_it_is,
               "Make nothing: write the articles of FOLDER themselves, and queries for them");
  CLI11_PARSE(app, argc, argv);
  write_archive(options);
  return 0;
} catch (const std::exception& error) {
  std::cerr << "generate-archive: " << error.what() << '\n';
  return 1;
}
