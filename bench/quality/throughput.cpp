#include <chrono>
#include <cstddef>

#include <fmt/format.h>

#include "dateline/annotator.h"
#include "dateline/reader.h"
#include "quality/report.h"

namespace dateline::quality {
namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

void measure_throughput(const std::filesystem::path& data, Scores& scores) {
  const auto folder = data / "reuters21578";
  if (!std::filesystem::is_directory(folder)) {
    scores.push_back({.part = "annotation", .measured_on = "Reuters-21578", .detail = "no data"});
    return;
  }
  const auto begin = Clock::now();
  const Annotator annotator;
  const double start_up = seconds_since(begin);

  double annotating = 0;
  std::size_t bytes = 0;
  ArticleReader reader = ArticleReader::open(folder);
  for (Record& record : reader) {
    if (record.article() == nullptr) continue;
    Article& article = *record.article();
    article.people.reset();
    article.countries.reset();
    article.topics.reset();
    bytes += article.headline.size() + article.body.size();
    const auto start = Clock::now();
    annotator.annotate(article);
    annotating += seconds_since(start);
  }
  const double megabytes = static_cast<double>(bytes) / 1e6;
  scores.push_back({.part = "annotation",
                    .measured_on = "Reuters-21578",
                    .measure = "MB/s",
                    .value = megabytes / annotating,
                    .detail = fmt::format("one thread, {:.1f} MB of text", megabytes)});
  scores.push_back({.part = "annotation",
                    .measured_on = "start-up",
                    .measure = "ms",
                    .value = start_up * 1e3,
                    .detail = "making an Annotator"});
}

}  // namespace dateline::quality
