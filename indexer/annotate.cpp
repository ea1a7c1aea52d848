#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

#include "cli/article_json.h"
#include "cli/interrupt.h"
#include "dateline/annotator.h"
#include "dateline/ingest.h"
#include "indexer/annotation.h"
#include "indexer/commands.h"
#include "indexer/inputs.h"
#include "indexer/people_file.h"
#include "indexer/progress_bar.h"
#include "indexer/rejects.h"

namespace dateline::indexer {
namespace {

void append_spans(cli::Json& list, std::string_view facet,
                  const std::optional<FacetValues>& values) {
  if (!values) return;
  for (const FacetValue& value : *values) {
    for (const Span& span : value.spans) {
      list.push_back({{"facet", facet},
                      {"value", value.value},
                      {"field", to_string(span.field)},
                      {"from", span.from},
                      {"to", span.to},
                      {"origin", to_string(value.origin)},
                      {"confidence", cli::confidence_json(value.confidence)}});
    }
  }
}

cli::Json spans_json(const Article& article) {
  cli::Json list = cli::Json::array();
  append_spans(list, "person", article.people);
  append_spans(list, "country", article.countries);
  append_spans(list, "topic", article.topics);
  return list;
}

/// The keys of an authority file for those of its aliases.
class PersonKeys {
 public:
  explicit PersonKeys(const std::vector<AuthorityPerson>& people) {
    for (const auto& [alias, claimants] : person_claims(people)) {
      if (claimants.size() == 1) keys_[alias] = people[claimants.front()].key;
    }
  }

  void apply(Article& article) const {
    if (!article.people) return;
    for (FacetValue& each : *article.people) {
      if (const auto known = keys_.find(each.value); known != keys_.end()) {
        each.value = known->second;
      }
    }
  }

 private:
  std::unordered_map<std::string, std::string> keys_;
};

struct AnnotateOptions {
  InputOptions input;
  AnnotationOptions annotation;
  std::string people_file;
  bool spans = false;
};

void declare(cli::CommandLine& line, AnnotateOptions& options) {
  line.describe(
      "Says who, where and about what articles are: a JSON line for each, in input order.",
      "  {0} annotate article.txt\n"
      "  {0} annotate archive/ --rejects bad.jsonl > annotated.jsonl\n"
      "  zcat wire.jsonl.gz | {0} annotate - --spans\n");
  add_input_options(line, options.input);
  add_annotation_options(line, options.annotation);
  add_people_option(
      line, options.people_file,
      "People by name and alias, as for add: the values of --spans are their keys, the "
      "names stay as the article has them");
  line.add_flag("--spans", options.spans, "Add where each value stands, as byte ranges");
}

}  // namespace

cli::ExitCode run_annotate(cli::Context& context) {
  AnnotateOptions options;
  declare(context.line(), options);
  context.line().parse();

  Inputs inputs(options.input);
  // The reader is busy on other threads, so how far it has come is told in articles alone.
  ProgressBar bar;
  Rejects rejects(options.input.rejects_file, [&](std::string_view message) {
    bar.clear();
    context.say(message);
  });
  const PersonKeys person_keys(read_people(options.people_file, context));
  const Annotator annotator = make_annotator(options.annotation);
  std::uint64_t articles = 0;
  cli::catch_interrupts();
  const auto sink = [&](Record& record) {
    if (const Rejection* rejection = record.rejection()) {
      rejects.add(*rejection);
    } else {
      person_keys.apply(*record.article());
      cli::Json line = cli::article_json(*record.article());
      if (options.spans) line["spans"] = spans_json(*record.article());
      context.out().write(cli::to_line(line));
      ++articles;
    }
    bar.update({.articles = articles});
    return !cli::interrupted();
  };
  for (std::size_t index = 0; index < inputs.size() && !cli::interrupted(); ++index) {
    ArticleReader reader = inputs.open(index);
    annotate_all(reader, annotator, static_cast<unsigned>(options.input.threads), sink);
  }
  bar.clear();
  context.out().flush();
  rejects.close();
  if (cli::interrupted()) {
    context.say("interrupted");
    return cli::ExitCode::interrupted;
  }
  return rejects.count() > 0 ? cli::ExitCode::rejected : cli::ExitCode::done;
}

}  // namespace dateline::indexer
