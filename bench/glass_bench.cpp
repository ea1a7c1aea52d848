// The two ways to write a database, with the same documents, made beforehand: so the time is that
// of inverting and writing alone.

#include <malloc.h>
#include <time.h>

#include <chrono>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>
#include <CLI/CLI.hpp>

#include "dateline/reader.h"
#include "store/article_terms.h"
#include "store/glass/glass_builder.h"
#include "store/xapian_writer.h"

namespace {

namespace fs = std::filesystem;
namespace store = dateline::store;
using store::glass::Deflate;
using store::glass::GlassBuilder;
using store::glass::GlassBuilderOptions;

struct Archive {
  std::vector<store::Document> documents;
  std::uint32_t times = 1;
  std::uint64_t text_bytes = 0;
  std::uint64_t postings = 0;
};

Archive read(const std::string& path, std::size_t most) {
  Archive out;
  store::ArticleTerms terms;
  for (const dateline::Record& record : dateline::ArticleReader::open(path)) {
    if (out.documents.size() == most) break;
    const dateline::Article* article = record.article();
    if (article == nullptr) continue;
    out.documents.push_back(terms.document(*article, store::analysis_language(*article, "en")));
    out.text_bytes += article->headline.size() + article->body.size();
    out.postings += out.documents.back().terms.size();
  }
  return out;
}

/// Without exact words: stems and values remain.
Archive without_positions(Archive archive) {
  for (store::Document& each : archive.documents) {
    std::erase_if(each.terms, [](const store::Document::Term& term) {
      return term.wdf == 0 && !term.positions.empty();
    });
    for (store::Document::Term& term : each.terms) term.positions = {};
  }
  return archive;
}

void build(const Archive& archive, const fs::path& database, const GlassBuilderOptions& options) {
  GlassBuilder builder{database, options};
  std::uint32_t docid = 0;
  for (std::uint32_t time = 0; time < archive.times; ++time) {
    for (const store::Document& each : archive.documents) {
      builder.add(++docid, std::shared_ptr<const store::Document>(std::shared_ptr<void>{}, &each));
    }
  }
  builder.finish();
}

void write(const Archive& archive, const fs::path& database) {
  store::XapianWriter writer{database};
  constexpr std::size_t batch = 500;
  std::uint32_t docid = 0;
  for (std::uint32_t time = 0; time < archive.times; ++time) {
    for (const store::Document& each : archive.documents) {
      writer.add(++docid, each);
      if (docid % batch == 0) writer.commit();
    }
  }
  writer.commit();
}

double cpu_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double megabytes(std::uint64_t bytes) {
  return static_cast<double>(bytes) / 1e6;
}

double size_of(const fs::path& file) {
  return fs::exists(file) ? megabytes(fs::file_size(file)) : 0;
}

/// Of this process, as the kernel tells it in kB.
double status_megabytes(std::string_view field) {
  std::ifstream status{"/proc/self/status"};
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(field)) return std::stod(line.substr(field.size())) * 1024 / 1e6;
  }
  return 0;
}

/// The largest memory begins anew with the present one, what is free given back.
void forget_peak() {
  ::malloc_trim(0);
  constexpr char peak = '5';
  std::ofstream{"/proc/self/clear_refs"} << peak;
}

void measure(const std::string& name, const Archive& archive, const fs::path& database,
             const std::function<void()>& work) {
  forget_peak();
  const double memory_before = status_megabytes("VmRSS:");
  const auto begin = std::chrono::steady_clock::now();
  const double cpu_begin = cpu_seconds();
  work();
  const double cpu = cpu_seconds() - cpu_begin;
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  const double peak = status_megabytes("VmHWM:") - memory_before;
  const double text = megabytes(archive.text_bytes) * archive.times;
  std::cout << fmt::format(
                   "{:<38} {:>7.2f} {:>7.2f} {:>8.1f} {:>7.0f} {:>7.1f} {:>7.1f} {:>7.1f} "
                   "{:>7.1f}\n",
                   name, wall.count(), cpu, text / cpu, peak, size_of(database / "postlist.glass"),
                   size_of(database / "position.glass"), size_of(database / "termlist.glass"),
                   size_of(database / "docdata.glass"))
            << std::flush;
  fs::remove_all(database);
}

enum class Ways { all, builder };

struct Options {
  std::string archive;
  std::string scratch = fs::temp_directory_path();
  std::size_t memory_mib = GlassBuilderOptions{}.memory >> 20U;
  std::uint32_t times = 1;
  std::size_t most_articles = std::numeric_limits<std::size_t>::max();
  Ways ways = Ways::all;
};

void measure_all(const std::string& suffix, const Archive& archive, const Options& options) {
  const fs::path database = fs::path{options.scratch} / "glass-bench.db";
  const auto builder = [&](Deflate records, Deflate lists) {
    return [&, records, lists] {
      build(archive, database,
            {.memory = options.memory_mib << 20U, .records = records, .lists = lists});
    };
  };
  measure("builder, plain" + suffix, archive, database, builder(Deflate::never, Deflate::never));
  measure("builder, records deflated" + suffix, archive, database,
          builder(Deflate::where_smaller, Deflate::never));
  measure("builder, all deflated" + suffix, archive, database,
          builder(Deflate::where_smaller, Deflate::where_smaller));
  if (options.ways == Ways::builder) return;
  measure("WritableDatabase" + suffix, archive, database, [&] { write(archive, database); });
}

}  // namespace

int main(int argc, char** argv) try {
  Options options;
  CLI::App app{"Writes an archive's documents with the builder and with Xapian's writer"};
  app.add_option("ARCHIVE", options.archive, "What to read")->required();
  app.add_option("--scratch", options.scratch, "Folder for the databases, which are removed");
  app.add_option("--memory", options.memory_mib, "MiB for the builder");
  app.add_option("--articles", options.most_articles, "At most so many");
  const std::map<std::string, Ways> ways{{"all", Ways::all}, {"builder", Ways::builder}};
  app.add_option("--times", options.times, "Write the documents so often, under new numbers");
  app.add_option("--ways", options.ways, "all, builder")->transform(CLI::CheckedTransformer(ways));
  CLI11_PARSE(app, argc, argv);

  Archive archive = read(options.archive, options.most_articles);
  archive.times = options.times;
  std::cout << fmt::format(
                   "{} times {} documents, {:.1f} MB of text, {} postings; peak: memory "
                   "above that of the documents\n\n",
                   archive.times, archive.documents.size(), megabytes(archive.text_bytes),
                   archive.postings)
            << fmt::format("{:<38} {:>7} {:>7} {:>8} {:>7} {:>7} {:>7} {:>7} {:>7}\n", "", "wall s",
                           "CPU s", "MB/CPU s", "peak MB", "postl.", "posit.", "terml.", "data MB");
  measure_all("", archive, options);
  measure_all(", no positions", without_positions(std::move(archive)), options);
  return 0;
} catch (const std::exception& error) {
  std::cerr << "glass-bench: " << error.what() << '\n';
  return 1;
} catch (const Xapian::Error& error) {
  std::cerr << "glass-bench: Xapian: " << error.get_description() << '\n';
  return 1;
}
