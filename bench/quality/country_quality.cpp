#include <set>
#include <string>

#include <fmt/format.h>

#include "dateline/annotator.h"
#include "dateline/reader.h"
#include "quality/country_stories.h"
#include "quality/report.h"

namespace dateline::quality {
namespace {

// Stands in for the facets that are not measured here.
class FindsNothing final : public FacetFinder {
 public:
  FacetValues find(const Article&) const override { return {}; }
  FacetValue normalise(const FacetValue& given, const Article&) const override { return given; }
};

std::set<std::string> countries_of(const Annotator& annotator, Article article) {
  annotator.annotate(article);
  std::set<std::string> codes;
  for (const FacetValue& each : *article.countries) codes.insert(each.value);
  return codes;
}

void count(const std::set<std::string>& found, const std::set<std::string>& labelled,
           Counts& counts) {
  for (const std::string& each : found) ++(labelled.contains(each) ? counts.right : counts.wrong);
  for (const std::string& each : labelled) counts.missed += found.contains(each) ? 0 : 1;
}

Score score(std::string measured_on, const Counts& counts) {
  return {.part = "countries",
          .measured_on = std::move(measured_on),
          .measure = "micro F1",
          .value = counts.f1(),
          .detail = fmt::format("precision {}, recall {}", figure(counts.precision()),
                                figure(counts.recall()))};
}

}  // namespace

void measure_countries(const std::filesystem::path& data, Scores& scores) {
  const auto folder = data / "reuters21578";
  if (!std::filesystem::is_directory(folder)) {
    scores.push_back({.part = "countries", .measured_on = "Reuters PLACES", .detail = "no data"});
    return;
  }
  const auto nothing = std::make_shared<const FindsNothing>();
  const Annotator annotator({.people = nothing, .topics = nothing});
  Counts with_dateline;
  Counts without_dateline;
  ArticleReader reader = ArticleReader::open(folder);
  for (Record& record : reader) {
    if (record.article() == nullptr) continue;
    Article& story = *record.article();
    if (!is_labelled(story) || !is_held_out(story)) continue;
    if (!story.countries) story.countries.emplace();
    const auto labelled = countries_of(annotator, story);
    story.countries.reset();
    count(countries_of(annotator, story), labelled, with_dateline);
    story.dateline.clear();
    count(countries_of(annotator, story), labelled, without_dateline);
  }
  scores.push_back(score("Reuters PLACES, stories held out", with_dateline));
  scores.push_back(score("the same without datelines", without_dateline));
}

}  // namespace dateline::quality
