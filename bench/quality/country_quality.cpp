#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "annotate/country_mentions.h"
#include "dateline/annotator.h"
#include "dateline/reader.h"
#include "quality/country_stories.h"
#include "quality/task.h"

namespace dateline::quality {
namespace {

using Codes = std::set<std::string>;

/// The plain baseline: an article has every country that it names, by its name or its people's.
class NamedCountries final : public FacetFinder {
 public:
  FacetValues find(const Article& article) const override {
    const annotate::ArticleWords words(article);
    Codes codes;
    for (const auto* field : {&words.dateline, &words.headline, &words.body}) {
      for (const annotate::PlaceMatch& match : annotate::match_places(*field, gazetteer_)) {
        add_named(match, article.date, codes);
      }
    }
    FacetValues values;
    for (const std::string& each : codes) {
      values.emplace_back().value = each;
      values.back().origin = Origin::found;
    }
    return values;
  }
  FacetValue normalise(const FacetValue& given, const Article&) const override { return given; }

 private:
  void add_named(const annotate::PlaceMatch& match, std::optional<Date> day, Codes& codes) const {
    using annotate::PlaceKind;
    const auto meanings = gazetteer_.meanings(match.phrase);
    const auto named = std::find_if(meanings.begin(), meanings.end(), [](const auto& meaning) {
      return meaning.kind == PlaceKind::name || meaning.kind == PlaceKind::demonym;
    });
    if (named == meanings.end()) return;
    codes.emplace(gazetteer_.state_on(named->code, gazetteer_.phrases().key(match.phrase), day));
  }

  const annotate::CountryGazetteer gazetteer_;
};

Codes as_set(const std::vector<std::string>& codes) {
  return {codes.begin(), codes.end()};
}

Scores judge(const std::vector<Codes>& labelled, const Answers& answers,
             const std::string& measured_on) {
  Counts counts;
  for (std::size_t i = 0; i < labelled.size(); ++i) {
    counts.add(labelled[i], as_set(answers[i].countries));
  }
  return {{.part = "countries",
           .measured_on = measured_on,
           .measure = "micro F1",
           .value = counts.f1(),
           .detail = precision_and_recall(counts)}};
}

std::vector<Article> held_out_stories(const std::filesystem::path& folder) {
  std::vector<Article> stories;
  ArticleReader reader = ArticleReader::open(folder);
  for (Record& record : reader) {
    if (record.article() == nullptr) continue;
    Article& story = *record.article();
    if (is_labelled(story) && is_held_out(story)) stories.push_back(std::move(story));
  }
  return stories;
}

std::shared_ptr<const Annotator> country_annotator(std::shared_ptr<const FacetFinder> countries) {
  return std::make_shared<const Annotator>(AnnotatorOptions{
      .people = finds_nothing(), .countries = std::move(countries), .topics = finds_nothing()});
}

}  // namespace

std::vector<Task> country_tasks(const std::filesystem::path& data) {
  Task with{.name = "countries",
            .part = "countries",
            .measured_on = "Reuters PLACES, stories held out, with datelines"};
  Task without{.name = "countries-without-datelines",
               .part = "countries",
               .measured_on = "Reuters PLACES, stories held out, without datelines"};
  const auto folder = data / "reuters21578";
  if (!std::filesystem::is_directory(folder)) return {with, without};

  const auto own = country_annotator(nullptr);
  std::vector<Codes> labelled;
  for (Article& story : held_out_stories(folder)) {
    story.topics.reset();
    if (!story.countries) story.countries.emplace();
    Article given = story;
    own->annotate(given);
    labelled.push_back(as_set(answer_of(given).countries));
    story.countries.reset();
    with.questions.push_back({.article = story});
    story.dateline.clear();
    without.questions.push_back({.article = std::move(story)});
  }
  const auto plain = country_annotator(std::make_shared<const NamedCountries>());
  for (Task* task : {&with, &without}) {
    task->systems = {annotating(own_name, own), annotating("names and demonyms", plain)};
    task->judge = [labelled, measured_on = task->measured_on](const Answers& answers) {
      return judge(labelled, answers, measured_on);
    };
  }
  return {std::move(with), std::move(without)};
}

}  // namespace dateline::quality
