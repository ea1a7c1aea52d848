#include "dateline/ingest.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "annotate/topics.h"
#include "base/language.h"
#include "dateline/error.h"
#include "ingest/ordered_map.h"

namespace dateline {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t records_between_reports = 32;
constexpr std::chrono::milliseconds time_between_reports{50};

/// Adds the time of its life to a sum of seconds.
class Stopwatch {
 public:
  explicit Stopwatch(double& seconds) : seconds_(seconds) {}
  ~Stopwatch() { seconds_ += std::chrono::duration<double>(Clock::now() - begin_).count(); }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  double& seconds_;
  Clock::time_point begin_ = Clock::now();
};

/// A record on its way, with the state of the reader after it: the reader itself belongs to the
/// reading thread.
struct ReadRecord {
  Record record;
  ReaderProgress progress;
  StageTimes times;
};

struct ReadyRecord {
  std::string file;
  std::uint64_t number = 0;
  std::variant<PreparedArticle, Rejection> content;
  std::string raw;  ///< of an article, should the writer refuse it
  std::uint64_t text_bytes = 0;
  ReaderProgress progress;
  StageTimes times;
};

unsigned worker_count(unsigned threads) {
  return threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
}

std::size_t size_of(const Record& record) {
  if (const Rejection* rejection = record.rejection()) return rejection->raw.size();
  return record.raw.size() + record.article()->headline.size() + record.article()->body.size();
}

void add(StageTimes& sum, const StageTimes& more) {
  sum.read += more.read;
  sum.annotate += more.annotate;
  sum.analyse += more.analyse;
}

WriterTimes since(const WriterTimes& before, const WriterTimes& now) {
  return {.documents = now.documents - before.documents,
          .merge = now.merge - before.merge,
          .segments = now.segments - before.segments,
          .commit = now.commit - before.commit,
          .waiting = now.waiting - before.waiting};
}

/// Runs the stages; nothing if one was told to stop by an Error with ErrorCode::cancelled.
template <class In, class Out>
std::optional<pipeline::Waits> run_until_cancelled(pipeline::Stages<In, Out> stages,
                                                   unsigned threads) {
  try {
    return pipeline::ordered_map<In, Out>(std::move(stages), threads);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::cancelled) throw;
    return std::nullopt;
  }
}

class Ingestion {
 public:
  Ingestion(ArticleReader& reader, IndexWriter& writer, const IngestOptions& options)
      : reader_(reader), writer_(writer), options_(options) {}

  IngestReport run() {
    const WriterTimes before = writer_.times();
    const std::optional<pipeline::Waits> waits = run_until_cancelled<ReadRecord, ReadyRecord>(
        {.read = [this] { return read(); },
         .weigh = [](const ReadRecord& each) { return size_of(each.record); },
         .work = [this](ReadRecord each) { return prepare(std::move(each)); },
         .write = [this](ReadyRecord each) { return write(std::move(each)); }},
        worker_count(options_.threads));
    if (!waits) report_.stopped = true;
    if (options_.commit_at_end || report_.stopped) writer_.commit();
    report_.times.write = since(before, writer_.times());
    if (waits) {
      report_.waits = {.read = waits->read, .work = waits->work, .write = waits->write};
    }
    // The last report is of the whole; who has just asked to stop wants no more.
    if (options_.on_progress && !report_.stopped) options_.on_progress(report_, reader_.progress());
    return report_;
  }

 private:
  std::optional<ReadRecord> read() {
    ReadRecord out;
    if (!timed_next(out)) return std::nullopt;
    if (options_.on_progress) out.progress = reader_.progress();
    return out;
  }

  bool timed_next(ReadRecord& out) {
    const Stopwatch watch(out.times.read);
    return reader_.next(out.record);
  }

  ReadyRecord prepare(ReadRecord in) const {
    StageTimes times = in.times;
    Article* article = in.record.article();
    if (article == nullptr) {
      return {{}, 0, std::get<Rejection>(std::move(in.record.content)), {}, 0, in.progress, times};
    }
    if (article->language.empty()) article->language = options_.language;
    if (options_.annotator != nullptr) {
      const Stopwatch watch(times.annotate);
      options_.annotator->annotate(*article);
    } else if (article->topics) {
      annotate::normalise_topics(*article->topics);
    }
    const std::uint64_t text_bytes = article->headline.size() + article->body.size();
    auto content = prepared_or_rejected(in.record, times);
    return {std::move(in.record.file),
            in.record.number,
            std::move(content),
            std::move(in.record.raw),
            text_bytes,
            in.progress,
            times};
  }

  // What the writer refuses is one record's trouble, not the end of the run.
  std::variant<PreparedArticle, Rejection> prepared_or_rejected(Record& record,
                                                                StageTimes& times) const {
    const Stopwatch watch(times.analyse);
    try {
      return writer_.prepare(std::move(*record.article()));
    } catch (const InvalidArgumentError& error) {
      return Rejection{record.file, record.number, error.what(), std::move(record.raw)};
    }
  }

  bool write(ReadyRecord ready) {
    add(report_.times, ready.times);
    if (const auto* rejection = std::get_if<Rejection>(&ready.content)) {
      reject(*rejection);
    } else {
      write_article(ready);
    }
    if (report_due() && !options_.on_progress(report_, ready.progress)) report_.stopped = true;
    return !report_.stopped;
  }

  void write_article(ReadyRecord& ready) {
    auto& article = std::get<PreparedArticle>(ready.content);
    try {
      count(writer_.add(std::move(article)), ready.text_bytes);
    } catch (const InvalidArgumentError& error) {
      reject({std::move(ready.file), ready.number, error.what(), std::move(ready.raw)});
    }
  }

  void reject(const Rejection& rejection) {
    ++report_.rejected;
    if (options_.on_reject) options_.on_reject(rejection);
  }

  void count(AddOutcome outcome, std::uint64_t text_bytes) {
    switch (outcome) {
      case AddOutcome::added:
        ++report_.added;
        break;
      case AddOutcome::replaced:
        ++report_.replaced;
        break;
      case AddOutcome::skipped:
        ++report_.skipped;
        return;
    }
    report_.text_bytes += text_bytes;
  }

  bool report_due() {
    if (!options_.on_progress) return false;
    const auto now = Clock::now();
    ++records_since_report_;
    const bool due = records_since_report_ >= records_between_reports ||
                     now - last_report_ >= time_between_reports;
    if (!due) return false;
    records_since_report_ = 0;
    last_report_ = now;
    return true;
  }

  ArticleReader& reader_;
  IndexWriter& writer_;
  const IngestOptions& options_;
  IngestReport report_;
  std::uint64_t records_since_report_ = 0;
  Clock::time_point last_report_ = Clock::now();
};

}  // namespace

IngestReport ingest(ArticleReader& reader, IndexWriter& writer, const IngestOptions& options) {
  if (!options.language.empty()) base::require_language(options.language);
  return Ingestion(reader, writer, options).run();
}

void annotate_all(ArticleReader& reader, const Annotator& annotator, unsigned threads,
                  const std::function<bool(Record&)>& sink) {
  run_until_cancelled<Record, Record>({.read = [&]() -> std::optional<Record> {
                                         Record record;
                                         if (!reader.next(record)) return std::nullopt;
                                         return record;
                                       },
                                       .weigh = size_of,
                                       .work =
                                           [&](Record record) {
                                             if (Article* article = record.article())
                                               annotator.annotate(*article);
                                             return record;
                                           },
                                       .write = [&](Record record) { return sink(record); }},
                                      worker_count(threads));
}

}  // namespace dateline
