#include <algorithm>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include <fmt/format.h>

#include "cli/interrupt.h"
#include "cli/terminal.h"
#include "dateline/annotator.h"
#include "dateline/index_writer.h"
#include "dateline/ingest.h"
#include "indexer/add_report.h"
#include "indexer/annotation.h"
#include "indexer/commands.h"
#include "indexer/inputs.h"
#include "indexer/people_file.h"
#include "indexer/profile_option.h"
#include "indexer/progress_bar.h"
#include "indexer/rejects.h"
#include "indexer/report_format.h"

namespace dateline::indexer {
namespace {

struct AddOptions {
  std::filesystem::path index;
  InputOptions input;
  AnnotationOptions annotation;
  WriterOptions writer;
  std::size_t memory_megabytes = 512;
  std::size_t commit_megabytes = 2048;
  bool no_annotate = false;
  std::string people_file;
  std::string language;
  ReportFormat report = ReportFormat::text;
};

void declare(cli::CommandLine& line, AddOptions& options) {
  line.describe("Reads articles into an index, which is made if there is none.",
                "  {0} add news.index archive/\n"
                "  {0} add @ 2007.tar.gz 2008.tar.gz --rejects bad.jsonl\n"
                "  zcat wire.jsonl.gz | {0} add news.index - --format jsonl --on-duplicate skip\n");
  line.add_index(options.index);
  add_input_options(line, options.input);
  add_annotation_options(line, options.annotation);
  line.add_choice("--on-duplicate", options.writer.on_duplicate,
                  {std::pair<std::string_view, OnDuplicate>{"replace", OnDuplicate::replace},
                   {"skip", OnDuplicate::skip},
                   {"error", OnDuplicate::error}},
                  "What becomes of an article whose id the index has (replace)");
  line.add_text("--id-prefix", options.input.reader.id_prefix, "TEXT", "Put TEXT before every id");
  line.add_flag("--no-annotate", options.no_annotate,
                "Keep people, countries and topics as the archive gives them, find none; tell no "
                "language");
  add_people_option(
      line, options.people_file,
      "People by name and alias, a line each: name, tab, aliases with | between, tab, "
      "identifier. The index remembers them");
  line.add_language("--language", options.language,
                    "ISO 639 code for articles that name no language (told by the text, else en); "
                    "without a stemmer for it words are found as written");
  add_profile_option(line, options.writer.profile,
                     "What a new index holds: lean is enough for searching it with this library; "
                     "full has words and positions in the Xapian database too, for other programs "
                     "(lean)");
  line.add_number("--memory", options.memory_megabytes, 1, std::size_t{1} << 20, "MB",
                  "Memory for what is not written yet (512)");
  line.add_number("--commit-every", options.commit_megabytes, 1, std::size_t{1} << 30, "MB",
                  "In a long run, commit when so much text was added, or half of what there was if "
                  "that is more (2048)");
  add_report_option(
      line, options.report,
      "Final figures as a line on standard error or as JSON on standard output (text)");
}

unsigned threads(const AddOptions& options) {
  if (options.input.threads > 0) return static_cast<unsigned>(options.input.threads);
  return std::max(1U, std::thread::hardware_concurrency());
}

WriterOptions writer_options(const AddOptions& options) {
  WriterOptions writer = options.writer;
  writer.threads = threads(options);
  writer.memory_bytes = options.memory_megabytes << 20;
  writer.commit_bytes = std::uint64_t{options.commit_megabytes} << 20;
  if (!options.language.empty()) writer.default_language = options.language;
  return writer;
}

// Without annotation nothing is found, and names stay as they are given.
void require_annotation_for_options(const AddOptions& options) {
  if (!options.no_annotate) return;
  const std::string_view idle = !options.people_file.empty()         ? "--people"
                                : !options.annotation.topics.empty() ? "--topics"
                                : options.annotation.is_given()      ? "--people-model"
                                                                     : "";
  if (idle.empty()) return;
  throw cli::UsageError(
      fmt::format("{} has no effect with --no-annotate: leave one of them out", idle));
}

/// Reads the inputs one after the other, with one commit at the end, and adds up their figures.
class AddRun {
 public:
  AddRun(const AddOptions& options, Inputs& inputs, cli::Context& context)
      : options_(options),
        inputs_(inputs),
        context_(context),
        bytes_total_(cli::stderr_is_terminal() ? inputs.bytes_total() : 0),
        rejects_(options.input.rejects_file, [this](std::string_view message) {
          bar_.clear();
          context_.say(message);
        }) {
    if (!options.no_annotate) annotator_.emplace(make_annotator(options.annotation));
  }

  AddReport run() {
    IndexWriter writer = IndexWriter::open(options_.index, writer_options(options_));
    for (std::size_t index = 0; index < inputs_.size() && !cli::interrupted(); ++index) {
      read(index, writer);
    }
    writer.commit();
    bar_.clear();
    rejects_.close();
    sum_.stopped = sum_.stopped || cli::interrupted();
    return {.ingest = sum_,
            .writing = writer.times(),
            .files_passed_over = files_passed_over_,
            .threads = threads(options_)};
  }

 private:
  void read(std::size_t index, IndexWriter& writer) {
    std::optional<ArticleReader> opened = open(index);
    if (!opened) return;
    ArticleReader& reader = *opened;
    const IngestReport report = ingest(reader, writer, ingest_options());
    const ReaderProgress progress = reader.progress();
    if (progress.records == 0 && !report.stopped) {
      bar_.clear();
      context_.say(fmt::format("{}: there is no article in it", inputs_.name(index)));
    }
    bytes_before_ += progress.bytes_read;
    files_passed_over_ += progress.files_passed_over;
    accumulate(sum_, report);
  }

  // An input that went away since the run began must not cost what was read before it.
  std::optional<ArticleReader> open(std::size_t index) {
    try {
      return inputs_.open(index);
    } catch (const std::runtime_error& error) {
      rejects_.add({inputs_.name(index), 0, error.what(), {}});
      ++sum_.rejected;
      return std::nullopt;
    }
  }

  IngestOptions ingest_options() {
    IngestOptions ingest;
    ingest.threads = threads(options_);
    ingest.annotator = annotator_ ? &*annotator_ : nullptr;
    ingest.language = options_.language;
    ingest.commit_at_end = false;
    ingest.on_reject = [this](const Rejection& rejection) { rejects_.add(rejection); };
    ingest.on_progress = [this](const IngestReport& part, const ReaderProgress& progress) {
      IngestReport all = sum_;
      accumulate(all, part);
      const std::uint64_t bytes = bytes_before_ + progress.bytes_read;
      bar_.update({.articles = all.added + all.replaced + all.skipped,
                   .bytes = bytes,
                   .share = share_of(bytes, bytes_total_)});
      return !cli::interrupted();
    };
    return ingest;
  }

  const AddOptions& options_;
  Inputs& inputs_;
  cli::Context& context_;
  ProgressBar bar_;
  std::uint64_t bytes_total_;  ///< 0: unknown
  Rejects rejects_;
  std::optional<Annotator> annotator_;
  IngestReport sum_;
  std::uint64_t bytes_before_ = 0;
  std::uint64_t files_passed_over_ = 0;
};

}  // namespace

cli::ExitCode run_add(cli::Context& context) {
  const auto begin = std::chrono::steady_clock::now();
  AddOptions options;
  declare(context.line(), options);
  context.line().parse();
  require_annotation_for_options(options);

  Inputs inputs(options.input);
  options.writer.people = read_people(options.people_file, context);
  AddRun run(options, inputs, context);
  cli::catch_interrupts();
  AddReport report = run.run();
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (options.report == ReportFormat::json) {
    context.out().write(report_json(report));
  } else {
    context.say(report_text(report));
  }
  if (report.ingest.stopped) {
    context.say(
        "interrupted; what is counted here is in the index, the same command adds the rest");
    return cli::ExitCode::interrupted;
  }
  return report.ingest.rejected > 0 ? cli::ExitCode::rejected : cli::ExitCode::done;
}

}  // namespace dateline::indexer
