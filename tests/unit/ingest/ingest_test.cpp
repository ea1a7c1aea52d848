#include "dateline/ingest.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "dateline/error.h"
#include "dateline/index.h"
#include "support/temporary_folder.h"

using namespace dateline;

namespace {

constexpr unsigned thread_counts[] = {1, 2, 5};

// 200 records: every seventh is none, and ids come again, with another headline each time.
constexpr int record_count = 200;
bool is_bad(int record) {
  return record % 7 == 3;
}
std::string id_of(int record) {
  return fmt::format("story-{}", record % 60);
}
std::string headline_of(int record) {
  return fmt::format("Take {}", record);
}

std::string archive() {
  std::string out;
  for (int i = 0; i < record_count; ++i) {
    if (is_bad(i)) {
      out += fmt::format("{{\"id\": broken {}\n", i);
    } else {
      out += fmt::format(R"({{"id":"{}","headline":"{}","body":"Talks went on for a day."}})",
                         id_of(i), headline_of(i)) +
             "\n";
    }
  }
  return out;
}

/// Finds nothing, after a while of its own for each article; fails where it is told to.
class SlowFinder : public FacetFinder {
 public:
  explicit SlowFinder(std::string fails_at = {}) : fails_at_(std::move(fails_at)) {}

  FacetValues find(const Article& article) const override {
    std::minstd_rand random(static_cast<unsigned>(std::hash<std::string>{}(article.headline)) | 1U);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 300));
    if (!fails_at_.empty() && article.headline == fails_at_) throw std::runtime_error("finder");
    return {};
  }
  FacetValue normalise(const FacetValue& given, const Article&) const override { return given; }

 private:
  std::string fails_at_;
};

Annotator slow_annotator(const std::string& fails_at = {}) {
  const auto finder = std::make_shared<SlowFinder>(fails_at);
  return Annotator({.people = finder, .countries = finder, .topics = finder});
}

/// A stream whose reading is called off behind `bytes`.
class CancelledStream : public std::istream {
 public:
  explicit CancelledStream(std::string bytes) : std::istream(nullptr), buffer_(std::move(bytes)) {
    rdbuf(&buffer_);
    exceptions(std::ios::badbit);
  }

 private:
  class Buffer : public std::streambuf {
   public:
    explicit Buffer(std::string bytes) : bytes_(std::move(bytes)) {}

   protected:
    int_type underflow() override {
      if (given_) throw Error(ErrorCode::cancelled, "called off");
      given_ = true;
      setg(bytes_.data(), bytes_.data(), bytes_.data() + bytes_.size());
      return traits_type::to_int_type(bytes_.front());
    }

   private:
    std::string bytes_;
    bool given_ = false;
  };
  Buffer buffer_;
};

/// One run over the archive above into a new index.
struct Run {
  TemporaryFolder folder{};
  std::istringstream stream{archive()};
  ArticleReader reader = ArticleReader::open(stream, "archive.jsonl", {.format = "jsonl"});
  IndexWriter writer;

  explicit Run(OnDuplicate on_duplicate = OnDuplicate::replace)
      : writer(IndexWriter::open(folder / "index", {.on_duplicate = on_duplicate})) {}

  IngestReport ingest(const IngestOptions& options) {
    return dateline::ingest(reader, writer, options);
  }
  Index index() const { return Index::open(folder / "index"); }
};

// What the first `records` records leave in an index: for each id the last headline.
void check_holds(const Index& index, int records) {
  std::map<std::string, std::string> wanted;
  for (int i = 0; i < records; ++i) {
    if (!is_bad(i)) wanted[id_of(i)] = headline_of(i);
  }
  CHECK(index.stats().articles == wanted.size());
  for (const auto& [id, headline] : wanted) {
    const auto article = index.get(id);
    REQUIRE(article);
    CHECK(article->headline == headline);
  }
}

}  // namespace

TEST_CASE("everything is written once, in order, and counted, whatever the number of threads") {
  const Annotator annotator = slow_annotator();
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    Run run;
    std::vector<std::uint64_t> rejected;
    const IngestReport report = run.ingest(
        {.threads = threads, .annotator = &annotator, .on_reject = [&](const Rejection& each) {
           rejected.push_back(each.record);
         }});
    std::vector<std::uint64_t> bad;
    std::set<std::string> ids;
    std::uint64_t articles = 0;
    for (int i = 0; i < record_count; ++i) {
      if (is_bad(i)) bad.push_back(static_cast<std::uint64_t>(i) + 1);
      if (!is_bad(i)) ids.insert(id_of(i));
      if (!is_bad(i)) ++articles;
    }
    CHECK(rejected == bad);
    CHECK(report.rejected == bad.size());
    CHECK(report.added == ids.size());
    CHECK(report.replaced == articles - ids.size());
    CHECK(report.skipped == 0);
    CHECK(report.text_bytes > articles * 24);
    CHECK_FALSE(report.stopped);
    CHECK(report.times.read > 0);
    CHECK(report.times.annotate > 0);
    CHECK(report.times.analyse > 0);
    CHECK(report.times.write.documents > 0);
    CHECK(report.times.write.segments > 0);
    CHECK(report.times.write.commit > 0);
    if (threads == 1) CHECK(report.waits.read + report.waits.work + report.waits.write == 0);
    check_holds(run.index(), record_count);
  }
}

TEST_CASE("skipped duplicates are counted and not written") {
  Run run(OnDuplicate::skip);
  const IngestReport report = run.ingest({.threads = 3});
  CHECK(report.replaced == 0);
  CHECK(report.skipped > 0);
  CHECK(report.added == run.index().stats().articles);
  CHECK(run.index().get(id_of(0))->headline == headline_of(0));
}

TEST_CASE("what the writer refuses is rejected where it stands") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    Run run(OnDuplicate::error);
    std::vector<std::uint64_t> rejected;
    const IngestReport report =
        run.ingest({.threads = threads, .on_reject = [&](const Rejection& each) {
                      rejected.push_back(each.record);
                      CHECK_FALSE(each.reason.empty());
                      CHECK_FALSE(each.raw.empty());
                      CHECK(each.file == "archive.jsonl");
                    }});
    std::vector<std::uint64_t> wanted;
    std::set<std::string> ids;
    for (int i = 0; i < record_count; ++i) {
      const bool refused = !is_bad(i) && !ids.insert(id_of(i)).second;
      if (is_bad(i) || refused) wanted.push_back(static_cast<std::uint64_t>(i) + 1);
    }
    CHECK(rejected == wanted);
    CHECK(report.rejected == wanted.size());
    CHECK(report.added == ids.size());
  }
}

TEST_CASE("a refused record is rejected with the bytes that it was read from") {
  const std::string first = R"({"id":"z","headline":"one"})";
  const std::string second = R"({"id":"z", "headline":"two","source":"AP","x":{"y":[1]}})";
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    const TemporaryFolder folder;
    std::istringstream stream(first + "\n  " + second + " \n");
    ArticleReader reader = ArticleReader::open(stream, "in", {.format = "jsonl"});
    IndexWriter writer = IndexWriter::open(folder / "index", {.on_duplicate = OnDuplicate::error});
    std::vector<std::string> raw;
    const IngestReport report = ingest(
        reader, writer,
        {.threads = threads, .on_reject = [&](const Rejection& each) { raw.push_back(each.raw); }});
    CHECK(report.added == 1);
    CHECK(raw == std::vector<std::string>{second});
  }
}

TEST_CASE("a stream that is cancelled stops the run, without a word about the record cut off") {
  // A gzip header, and one of a stored block of 65535 bytes.
  const std::string gzip("\x1F\x8B\x08\0\0\0\0\0\0\x03\0\xFF\xFF\0\0", 15);
  const std::string records = "{\"id\":\"1\"}\n{\"id\":\"2\"}\n{\"id\":\"3";
  for (const bool packed : {false, true}) {
    for (const unsigned threads : thread_counts) {
      CAPTURE(packed);
      CAPTURE(threads);
      const TemporaryFolder folder;
      CancelledStream stream(packed ? gzip + records + std::string(1000, ' ') : records);
      ArticleReader reader = ArticleReader::open(stream, "in");
      IndexWriter writer = IndexWriter::open(folder / "index");
      const IngestReport report = ingest(reader, writer, {.threads = threads});
      CHECK(report.stopped);
      CHECK(report.added <= 2);
      if (!packed) CHECK(report.added == 2);
      CHECK(report.rejected == 0);
      CHECK(Index::open(folder / "index").stats().articles == report.added);
    }
  }
  const Annotator annotator = slow_annotator();
  CancelledStream stream(records);
  ArticleReader reader = ArticleReader::open(stream, "in", {.format = "jsonl"});
  int count = 0;
  annotate_all(reader, annotator, 2, [&](Record& record) {
    CHECK(record.article());
    return ++count > 0;
  });
  CHECK(count == 2);
}

TEST_CASE("a wish to stop commits what has been written") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    Run run;
    std::uint64_t records = 0;
    const IngestReport report =
        run.ingest({.threads = threads,
                    .commit_at_end = false,
                    .on_progress = [&](const IngestReport& so_far, const ReaderProgress& progress) {
                      records = so_far.added + so_far.replaced + so_far.rejected;
                      CHECK(progress.records == records);
                      return records < 90;
                    }});
    CHECK(report.stopped);
    CHECK(records >= 90);
    CHECK(records < record_count);
    check_holds(run.index(), static_cast<int>(records));
  }
}

TEST_CASE("the last commit can be left to the caller") {
  Run run;
  run.ingest({.threads = 2, .commit_at_end = false});
  CHECK(run.index().stats().articles == 0);
  run.writer.commit();
  check_holds(run.index(), record_count);
}

TEST_CASE("progress ends with the whole") {
  Run run;
  IngestReport last;
  ReaderProgress progress;
  const IngestReport report =
      run.ingest({.threads = 2, .on_progress = [&](const auto& so_far, const auto& reader) {
                    last = so_far;
                    progress = reader;
                    return true;
                  }});
  CHECK(last.added == report.added);
  CHECK(last.rejected == report.rejected);
  CHECK(progress.records == record_count);
}

TEST_CASE("articles without a language get the one told") {
  Run run;
  run.ingest({.threads = 2, .language = "de"});
  CHECK(run.index().get(id_of(0))->language == "de");
}

TEST_CASE("whoever fails, the caller gets that exception and nothing hangs") {
  const Annotator failing = slow_annotator(headline_of(100));
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    CHECK_THROWS_WITH(Run().ingest({.threads = threads, .annotator = &failing}), "finder");
    CHECK_THROWS_WITH(
        Run().ingest({.threads = threads,
                      .on_reject = [](const auto&) { throw std::runtime_error("callback"); }}),
        "callback");
    CHECK_THROWS_WITH(Run().ingest({.threads = threads,
                                    .on_progress = [](const auto&, const auto&) -> bool {
                                      throw std::runtime_error("progress");
                                    }}),
                      "progress");
  }
}

TEST_CASE("annotated records come in input order, rejected ones among them") {
  const Annotator annotator = slow_annotator();
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    Run run;
    int next = 0;
    annotate_all(run.reader, annotator, threads, [&](Record& record) {
      CHECK(record.number == static_cast<std::uint64_t>(next) + 1);
      CHECK((record.rejection() != nullptr) == is_bad(next));
      if (const Article* article = record.article()) {
        CHECK(article->headline == headline_of(next));
        CHECK(article->people.has_value());
      }
      return ++next < 120;
    });
    CHECK(next == 120);
  }
}
