// What an article costs between its bytes in the archive and the document that a writer takes, step
// by step, on one thread. Nothing is written.

#include <time.h>

#include <cstdint>
#include <exception>
#include <iostream>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/reader.h"
#include "store/article_terms.h"
#include "store/record.h"
#include "text/analyzer.h"

namespace {

namespace store = dateline::store;
using dateline::Article;

constexpr std::size_t articles_a_batch = 1000;

double cpu_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// CPU seconds of the steps.
struct Times {
  double read = 0;
  double analyse = 0;
  double document = 0;
  double encode = 0;
  double decode = 0;
};

template <class Action>
void timed(double& sum, const Action& action) {
  const double begin = cpu_seconds();
  action();
  sum += cpu_seconds() - begin;
}

class Bench {
 public:
  void run(const std::string& path, std::size_t most) {
    auto reader = dateline::ArticleReader::open(path);
    while (articles_ < most) {
      std::vector<Article> batch;
      timed(times_.read, [&] { batch = read(reader); });
      if (batch.empty()) break;
      articles_ += batch.size();
      measure(batch);
    }
    bytes_ = reader.progress().bytes_read;
  }

  void print() const {
    std::cout << fmt::format("{} articles, {:.1f} MB read, {:.1f} MB of headlines and bodies\n",
                             articles_, megabytes(bytes_), megabytes(text_bytes_))
              << fmt::format("{} words, {} terms, records of {:.1f} bytes an article\n\n", words_,
                             terms_, static_cast<double>(record_bytes_) / articles())
              << fmt::format("{:<34} {:>7} {:>12} {:>10}\n", "", "CPU s", "us/article", "MB/CPU s");
    print("read", times_.read);
    print("analyse headline and body", times_.analyse);
    print("encode the record", times_.encode);
    print("decode the record", times_.decode);
    print("document: analyse, terms, record", times_.document);
    print("read and document", times_.read + times_.document);
  }

 private:
  static std::vector<Article> read(dateline::ArticleReader& reader) {
    std::vector<Article> out;
    for (dateline::Record record; out.size() < articles_a_batch && reader.next(record);) {
      if (Article* article = record.article()) out.push_back(std::move(*article));
    }
    return out;
  }

  void measure(const std::vector<Article>& batch) {
    timed(times_.analyse, [&] {
      for (const Article& each : batch) {
        analyze(each, each.headline);
        analyze(each, each.body);
      }
    });
    std::vector<std::string> records;
    timed(times_.encode, [&] {
      for (const Article& each : batch) {
        records.push_back(store::encode_record(each, "en", packer_));
      }
    });
    timed(times_.decode, [&] {
      for (const std::string& each : records) {
        text_bytes_ += store::decode_record(each, "bench", unpacker_).article.body.size();
      }
    });
    timed(times_.document, [&] {
      for (const Article& each : batch) {
        const store::Document document =
            terms_of_.document(each, store::analysis_language(each, "en"));
        terms_ += document.terms.size();
        record_bytes_ += document.record.size();
      }
    });
    for (const Article& each : batch) text_bytes_ += each.headline.size();
  }

  void analyze(const Article& article, std::string_view text) {
    analyzer_.analyze(text, store::analysis_language(article, "en"), tokens_);
    words_ += tokens_.size();
  }

  static double megabytes(std::uint64_t bytes) { return static_cast<double>(bytes) / 1e6; }
  double articles() const { return static_cast<double>(articles_); }

  void print(std::string_view step, double seconds) const {
    std::cout << fmt::format("{:<34} {:>7.2f} {:>12.2f} {:>10.1f}\n", step, seconds,
                             seconds / articles() * 1e6, megabytes(bytes_) / seconds);
  }

  store::ArticleTerms terms_of_;
  dateline::text::Analyzer analyzer_;
  store::RecordPacker packer_;
  store::RecordUnpacker unpacker_;
  dateline::text::TokenList tokens_;
  Times times_;
  std::size_t articles_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t text_bytes_ = 0;
  std::uint64_t words_ = 0;
  std::uint64_t terms_ = 0;
  std::uint64_t record_bytes_ = 0;
};

}  // namespace

int main(int argc, char** argv) try {
  std::string archive;
  std::size_t most = std::numeric_limits<std::size_t>::max();
  CLI::App app{"Reads an archive and makes the documents of its articles, without writing them"};
  app.add_option("ARCHIVE", archive, "What to read")->required();
  app.add_option("--articles", most, "About so many at most");
  CLI11_PARSE(app, argc, argv);

  Bench bench;
  bench.run(archive, most);
  bench.print();
  return 0;
} catch (const std::exception& error) {
  std::cerr << "prepare-bench: " << error.what() << '\n';
  return 1;
}
