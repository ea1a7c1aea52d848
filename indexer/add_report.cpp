#include "indexer/add_report.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/article_json.h"
#include "cli/counted.h"

namespace dateline::indexer {
namespace {

constexpr double megabyte = 1e6;

double per_second(double amount, const AddReport& report) {
  return amount / std::max(report.seconds, 1e-6);
}

double articles_per_second(const AddReport& report) {
  return per_second(static_cast<double>(report.ingest.added + report.ingest.replaced), report);
}

double megabytes_per_second(const AddReport& report) {
  return per_second(static_cast<double>(report.ingest.text_bytes) / megabyte, report);
}

}  // namespace

void accumulate(IngestReport& sum, const IngestReport& part) {
  sum.added += part.added;
  sum.replaced += part.replaced;
  sum.skipped += part.skipped;
  sum.rejected += part.rejected;
  sum.text_bytes += part.text_bytes;
  sum.stopped = sum.stopped || part.stopped;
  sum.times.read += part.times.read;
  sum.times.annotate += part.times.annotate;
  sum.times.analyse += part.times.analyse;
  sum.waits.read += part.waits.read;
  sum.waits.work += part.waits.work;
  sum.waits.write += part.waits.write;
}

std::string report_text(const AddReport& report) {
  const IngestReport& counts = report.ingest;
  std::string text = fmt::format(
      "{} added, {} replaced, {} skipped, {} rejected in {:.1f} s ({:.0f} articles/s, "
      "{:.1f} MB of text/s)",
      counts.added, counts.replaced, counts.skipped, counts.rejected, report.seconds,
      articles_per_second(report), megabytes_per_second(report));
  if (report.files_passed_over > 0) {
    text += fmt::format("; passed over {} without articles",
                        cli::counted(report.files_passed_over, "file"));
  }
  return text;
}

std::string report_json(const AddReport& report) {
  const IngestReport& counts = report.ingest;
  const WriterTimes& writing = report.writing;
  return cli::to_line({{"added", counts.added},
                       {"replaced", counts.replaced},
                       {"skipped", counts.skipped},
                       {"rejected", counts.rejected},
                       {"files_passed_over", report.files_passed_over},
                       {"text_bytes", counts.text_bytes},
                       {"interrupted", counts.stopped},
                       {"seconds", report.seconds},
                       {"articles_per_second", articles_per_second(report)},
                       {"megabytes_per_second", megabytes_per_second(report)},
                       {"threads", report.threads},
                       {"stage_seconds",
                        {{"read", counts.times.read},
                         {"annotate", counts.times.annotate},
                         {"analyse", counts.times.analyse},
                         {"write", writing.documents},
                         {"merge", writing.merge},
                         {"segments", writing.segments},
                         {"commit", writing.commit}}},
                       {"waiting_seconds",
                        {{"read", counts.waits.read},
                         {"work", counts.waits.work},
                         {"write", counts.waits.write + writing.waiting}}}});
}

}  // namespace dateline::indexer
