#include <cstddef>
#include <ctime>
#include <fstream>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dateline/annotator.h"
#include "dateline/error.h"
#include "dateline/reader.h"
#include "quality/task.h"

namespace dateline::quality {
namespace {

// Of this process; nothing that is measured here uses a second thread.
double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

Score throughput(double bytes, double seconds, std::string system) {
  return {.part = "annotation",
          .measured_on = "Reuters-21578",
          .measure = "MB/s",
          .value = bytes / seconds / 1e6,
          .detail = fmt::format("one thread, {:.1f} MB of text", bytes / 1e6),
          .system = std::move(system)};
}

}  // namespace

void measure_throughput(const std::filesystem::path& data, Scores& scores) {
  const auto folder = data / "reuters21578";
  if (!std::filesystem::is_directory(folder)) {
    scores.push_back({.part = "annotation", .measured_on = "Reuters-21578", .detail = "no data"});
    return;
  }
  const double begin = processor_seconds();
  const Annotator annotator;
  const double start_up = processor_seconds() - begin;

  std::vector<Article> articles;
  std::size_t bytes = 0;
  ArticleReader reader = ArticleReader::open(folder);
  for (Record& record : reader) {
    if (record.article() == nullptr) continue;
    Article& article = articles.emplace_back(std::move(*record.article()));
    article.people.reset();
    article.countries.reset();
    article.topics.reset();
    bytes += article.headline.size() + article.body.size();
  }
  const double start = processor_seconds();
  for (Article& each : articles) annotator.annotate(each);
  scores.push_back(throughput(static_cast<double>(bytes), processor_seconds() - start, own_name));
  scores.push_back({.part = "annotation",
                    .measured_on = "start-up",
                    .measure = "ms",
                    .value = start_up * 1e3,
                    .detail = "making an Annotator",
                    .system = own_name});
}

void read_throughput(const std::filesystem::path& file, const std::string& system, Scores& scores) {
  std::ifstream in(file);
  if (!in) throw IoError(fmt::format("cannot read '{}'", file.string()));
  const auto told = nlohmann::json::parse(in, nullptr, false);
  const auto number = [&](const char* key) {
    if (!told.is_object() || !told.contains(key) || !told[key].is_number() ||
        told[key].get<double>() <= 0) {
      throw InvalidArgumentError(
          fmt::format("{}: '{}' is missing or no number above 0", file.string(), key));
    }
    return told[key].get<double>();
  };
  scores.push_back(throughput(number("bytes"), number("seconds"), system));
}

}  // namespace dateline::quality
