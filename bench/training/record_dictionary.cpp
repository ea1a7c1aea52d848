// Makes lib/data/record.dictionary, with which stored articles are compressed: words and runs of
// two or three words that many articles have, the most useful last, and behind them tables of how
// often bytes and lengths come in records. No text: what few articles have is left out.

#include <algorithm>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <ranges>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <zdict.h>
#include <CLI/CLI.hpp>

#include "dateline/error.h"
#include "dateline/reader.h"
#include "store/record.h"
#include "store/record_packer.h"

namespace {

namespace fs = std::filesystem;
using dateline::Article;

struct Options {
  std::vector<std::string> archives;
  std::string output;
  std::size_t size = 32768;
  std::size_t least_articles = 20;
  std::size_t most_articles_of_archive = 2000;
};

constexpr std::size_t longest_run = 3;

bool is_letter(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
}

bool is_small(char each) {
  return each >= 'a' && each <= 'z';
}

/// How many articles have each word, and each run of words in small letters, a space before it.
class RunCounter {
 public:
  void add(std::string_view text) {
    ++articles_;
    const std::vector<std::string_view> words = words_of(text);
    for (std::size_t first = 0; first < words.size(); ++first) {
      for (std::size_t count = 1; count <= longest_run && first + count <= words.size(); ++count) {
        const std::string_view last = words[first + count - 1];
        if (count > 1 && !continues(words[first + count - 2], last)) break;
        if (count > 1 && (!is_small(words[first].front()) || !is_small(last.front()))) break;
        const char* const begin = words[first].data();
        add_run({begin, static_cast<std::size_t>(last.data() + last.size() - begin)});
      }
    }
  }

  /// The most useful runs that at least so many articles have, the best last, up to `size` bytes.
  std::string content(std::size_t size, std::size_t least_articles) const {
    std::vector<std::pair<double, std::string_view>> runs;
    for (const auto& [run, seen] : runs_) {
      if (seen.articles < least_articles || run.size() < shortest) continue;
      // What each use saves: its bytes, less those that a reference takes.
      const double saved = static_cast<double>(run.size()) - 1.5;
      runs.emplace_back(saved * static_cast<double>(seen.articles), run);
    }
    std::ranges::sort(runs, std::greater{});
    std::vector<std::string> chosen;
    std::string all = " ";
    for (const auto& [worth, run] : runs) {
      if (all.size() + run.size() + 1 > size) break;
      if (all.find(fmt::format(" {} ", run)) != std::string::npos) continue;
      chosen.emplace_back(run);
      all += run;
      all += ' ';
    }
    std::string out;
    for (const std::string& each : chosen | std::views::reverse) out += ' ' + each;
    return out + ' ';
  }

 private:
  static constexpr std::size_t shortest = 3;

  struct Seen {
    std::size_t articles = 0;
    std::size_t last = 0;
  };

  static std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      while (at < text.size() && is_letter(text[at])) ++at;
      if (at > begin) out.push_back(text.substr(begin, at - begin));
      if (at < text.size()) ++at;
    }
    return out;
  }

  static bool continues(std::string_view word, std::string_view next) {
    const char* const end = word.data() + word.size();
    return *end == ' ' && end + 1 == next.data();
  }

  void add_run(std::string_view run) {
    Seen& seen = runs_[std::string{run}];
    if (seen.last == articles_) return;
    seen.last = articles_;
    ++seen.articles;
  }

  std::unordered_map<std::string, Seen> runs_;
  std::size_t articles_ = 0;
};

/// Evenly taken from each archive, whose articles may be in order of date.
std::vector<Article> read(const Options& options) {
  std::vector<Article> out;
  for (const std::string& archive : options.archives) {
    std::vector<Article> all;
    for (dateline::Record& record : dateline::ArticleReader::open(archive)) {
      if (Article* article = record.article()) all.push_back(std::move(*article));
    }
    const std::size_t count = std::min(all.size(), options.most_articles_of_archive);
    for (std::size_t each = 0; each < count; ++each) {
      out.push_back(std::move(all[each * all.size() / count]));
    }
  }
  return out;
}

std::string dictionary(const std::vector<Article>& articles, const Options& options) {
  RunCounter runs;
  std::string samples;
  std::vector<std::size_t> sizes;
  for (const Article& each : articles) {
    runs.add(each.headline);
    runs.add(each.body);
    const std::string record = dateline::store::encode_record(each, "en");
    samples += record;
    sizes.push_back(record.size());
  }
  const std::string content = runs.content(options.size, options.least_articles);
  constexpr std::size_t room_for_tables = 4096;
  std::string out(content.size() + room_for_tables, '\0');
  const ZDICT_params_t parameters{.compressionLevel = dateline::store::RecordPacker::level,
                                  .notificationLevel = 0,
                                  .dictID = 0};
  const std::size_t size = ZDICT_finalizeDictionary(
      out.data(), out.size(), content.data(), content.size(), samples.data(), sizes.data(),
      static_cast<unsigned>(sizes.size()), parameters);
  if (ZDICT_isError(size) != 0)
    throw dateline::Error(dateline::ErrorCode::internal, ZDICT_getErrorName(size));
  out.resize(size);
  return out;
}

void write(const fs::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  if (!file) throw dateline::IoError(fmt::format("cannot write '{}'", path.string()));
}

}  // namespace

int main(int argc, char** argv) try {
  Options options;
  CLI::App app{"Makes the dictionary with which stored articles are compressed"};
  app.add_option("ARCHIVE", options.archives, "What to count words in")->required();
  app.add_option("-o", options.output, "The dictionary to write")->required();
  app.add_option("--size", options.size, "Bytes of words");
  app.add_option("--least-articles", options.least_articles, "Leave out what fewer articles have");
  app.add_option("--most-articles", options.most_articles_of_archive, "Of each archive");
  CLI11_PARSE(app, argc, argv);
  const std::string bytes = dictionary(read(options), options);
  write(options.output, bytes);
  std::cout << fmt::format("{} bytes\n", bytes.size());
  return 0;
} catch (const std::exception& error) {
  std::cerr << "record-dictionary: " << error.what() << '\n';
  return 1;
}
