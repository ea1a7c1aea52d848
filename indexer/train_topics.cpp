#include <cstdint>
#include <string>

#include <fmt/format.h>

#include "cli/article_json.h"
#include "cli/counted.h"
#include "cli/terminal.h"
#include "dateline/reader.h"
#include "dateline/train.h"
#include "indexer/commands.h"
#include "indexer/inputs.h"
#include "indexer/progress_bar.h"
#include "indexer/rejects.h"
#include "indexer/report_format.h"

namespace dateline::indexer {
namespace {

struct TrainOptions {
  InputOptions input;
  std::string model;
  ReportFormat report = ReportFormat::text;
};

void declare(cli::CommandLine& line, TrainOptions& options) {
  line.describe(
      "Learns topics from articles whose archive says what they are about, for --topics of add and "
      "annotate.",
      "  {0} train-topics labelled/ -o desk.model\n"
      "  {0} add news.index archive/ --topics desk.model --topics default\n");
  add_input_options(line, options.input);
  line.add_required_text("-o,--output", options.model, "MODEL", "The file to write");
  add_report_option(line, options.report,
                    "Final figures as a table or as JSON, on standard output (text)");
}

std::string topic_row(const TopicReport::Topic& topic) {
  return fmt::format("{:<32} {:>9} {:>9.3f} {:>9.3f} {:>9.3f}\n", topic.key, topic.articles,
                     topic.precision, topic.recall, topic.f1);
}

std::string report_text(const TopicReport& report, const std::string& model) {
  std::string text = fmt::format("{:<32} {:>9} {:>9} {:>9} {:>9}\n", "topic", "articles",
                                 "precision", "recall", "F1");
  for (const TopicReport::Topic& each : report.topics) text += topic_row(each);
  text += fmt::format(
      "\n{} of {}; not learned from, as their topics are not given: {}\n"
      "F1 on articles held back: {:.3f} over all (micro), {:.3f} as the mean of topics (macro)\n"
      "{}: {}\n",
      cli::counted(report.topics.size(), "topic"), cli::counted(report.articles, "article"),
      cli::counted(report.unlabelled, "article"), report.micro_f1, report.macro_f1, model,
      cli::counted(report.model_bytes, "byte"));
  return text;
}

std::string report_json(const TopicReport& report) {
  cli::Json topics = cli::Json::array();
  for (const TopicReport::Topic& each : report.topics) {
    topics.push_back({{"topic", each.key},
                      {"articles", each.articles},
                      {"precision", each.precision},
                      {"recall", each.recall},
                      {"f1", each.f1}});
  }
  return cli::to_line({{"articles", report.articles},
                       {"unlabelled", report.unlabelled},
                       {"micro_f1", report.micro_f1},
                       {"macro_f1", report.macro_f1},
                       {"model_bytes", report.model_bytes},
                       {"topics", std::move(topics)}});
}

}  // namespace

cli::ExitCode run_train_topics(cli::Context& context) {
  TrainOptions options;
  declare(context.line(), options);
  context.line().parse();

  for (const std::string& each : options.input.inputs) {
    require_another_file("--output", options.model, each);
  }
  Inputs inputs(options.input);
  ProgressBar bar;
  const std::uint64_t bytes_total = cli::stderr_is_terminal() ? inputs.bytes_total() : 0;
  Rejects rejects(options.input.rejects_file, [&](std::string_view message) {
    bar.clear();
    context.say(message);
  });
  TopicTrainer trainer({.threads = static_cast<unsigned>(options.input.threads)});
  std::uint64_t articles = 0;
  for (std::size_t index = 0; index < inputs.size(); ++index) {
    ArticleReader reader = inputs.open(index);
    for (const Record& record : reader) {
      if (const Rejection* rejection = record.rejection()) {
        rejects.add(*rejection);
        continue;
      }
      trainer.add(*record.article());
      const std::uint64_t bytes = reader.progress().bytes_read;
      bar.update({.articles = ++articles, .bytes = bytes, .share = share_of(bytes, bytes_total)});
    }
  }
  bar.clear();
  const TopicReport report = trainer.train(options.model);
  context.out().write(options.report == ReportFormat::json ? report_json(report)
                                                           : report_text(report, options.model));
  context.out().flush();
  rejects.close();
  return rejects.count() > 0 ? cli::ExitCode::rejected : cli::ExitCode::done;
}

}  // namespace dateline::indexer
