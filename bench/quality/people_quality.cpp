#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/utf8.h"
#include "dateline/annotator.h"
#include "dateline/error.h"
#include "dateline/reader.h"
#include "quality/report.h"
#include "train/conll.h"
#include "train/labelled_article.h"

namespace dateline::quality {
namespace {

using train::LabelledName;
using Names = std::set<std::string>;
using Ranges = std::set<std::pair<std::uint32_t, std::uint32_t>>;

Article article_of(const train::LabelledArticle& labelled) {
  Article article;
  article.headline = labelled.headline.text;
  article.body = labelled.body.text;
  return article;
}

bool is_full(const std::string& name) {
  return name.find('-') != std::string::npos;
}

// Full names, and single words that end none of them: slugs, so that capitals and dots do not
// count.
Names full_names(const std::vector<std::string>& mentions) {
  Names names;
  for (const std::string& each : mentions) {
    if (is_full(each)) names.insert(each);
  }
  for (const std::string& each : mentions) {
    const bool ends_one = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return name.ends_with("-" + each);
    });
    if (!is_full(each) && !each.empty() && !ends_one) names.insert(each);
  }
  return names;
}

Names labelled_names(const train::LabelledArticle& labelled) {
  std::vector<std::string> mentions;
  for (const train::LabelledText* text : {&labelled.headline, &labelled.body}) {
    for (const LabelledName& each : text->names) {
      if (each.kind != annotate::NameTag::person_only) continue;
      mentions.push_back(base::slug(text->text.substr(each.from, each.to - each.from)));
    }
  }
  return full_names(mentions);
}

Names found_names(const Article& article) {
  std::vector<std::string> mentions;
  for (const FacetValue& each : *article.people) mentions.push_back(base::slug(each.label));
  return full_names(mentions);
}

Ranges labelled_ranges(const train::LabelledText& text) {
  Ranges ranges;
  for (const LabelledName& each : text.names) {
    if (each.kind == annotate::NameTag::person_only) ranges.emplace(each.from, each.to);
  }
  return ranges;
}

Ranges found_ranges(const Article& article, TextField field) {
  Ranges ranges;
  for (const FacetValue& each : *article.people) {
    for (const Span& span : each.spans) {
      if (span.field == field) ranges.emplace(span.from, span.to);
    }
  }
  return ranges;
}

template <class Set>
void compare(const Set& right, const Set& found, Counts& counts) {
  for (const auto& each : found) ++(right.contains(each) ? counts.right : counts.wrong);
  for (const auto& each : right) counts.missed += found.contains(each) ? 0 : 1;
}

void add_f1(std::string part, std::string measured_on, const Counts& counts, Scores& scores) {
  scores.push_back({.part = std::move(part),
                    .measured_on = std::move(measured_on),
                    .measure = "F1",
                    .value = counts.f1(),
                    .detail = fmt::format("precision {}, recall {}", figure(counts.precision()),
                                          figure(counts.recall()))});
}

void measure_labelled_names(const std::filesystem::path& file, const train::Setting& setting,
                            const std::string& name, const Annotator& annotator, Scores& scores) {
  Counts names;
  Counts spans;
  for (const train::LabelledDocument& document : train::read_conll(file)) {
    const train::LabelledArticle labelled = train::set_article(document, setting);
    Article article = article_of(labelled);
    annotator.annotate(article);
    compare(labelled_names(labelled), found_names(article), names);
    compare(labelled_ranges(labelled.headline), found_ranges(article, TextField::headline), spans);
    compare(labelled_ranges(labelled.body), found_ranges(article, TextField::body), spans);
  }
  add_f1("people, full names of an article", name, names, scores);
  add_f1("people, exact spans", name, spans, scores);
}

// Whether a found name has the surname of a label ("reagan", "james-baker").
bool names_label(const Names& found, std::string_view label) {
  const std::string_view surname = label.substr(label.rfind('-') + 1);
  return std::any_of(found.begin(), found.end(), [&](const std::string& name) {
    const std::string padded = "-" + name + "-";
    return padded.find(fmt::format("-{}-", surname)) != std::string::npos;
  });
}

void measure_given_labels(const std::filesystem::path& folder, const Annotator& annotator,
                          Scores& scores) {
  Counts counts;
  ArticleReader reader = ArticleReader::open(folder);
  for (Record& record : reader) {
    Article* article = record.article();
    if (article == nullptr || !article->people || article->people->empty()) continue;
    Names labels;
    for (const FacetValue& each : *article->people) labels.insert(each.value);
    article->people.reset();
    annotator.annotate(*article);
    const Names found = found_names(*article);
    for (const std::string& label : labels) {
      ++(names_label(found, label) ? counts.right : counts.missed);
    }
  }
  scores.push_back({.part = "people, recall of the labelled",
                    .measured_on = "Reuters-21578 PEOPLE",
                    .measure = "recall",
                    .value = counts.recall(),
                    .detail = fmt::format("{} labels", counts.right + counts.missed)});
}

using LabelledStories = std::map<std::string, Names, std::less<>>;

// Lines of an article's id, a tab and full names with "|" between; "#" begins a comment.
LabelledStories read_stories(const std::filesystem::path& file) {
  std::ifstream in(file);
  LabelledStories stories;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) {
      throw InvalidArgumentError(fmt::format("{}: no tab in '{}'", file.string(), line));
    }
    Names& names = stories[line.substr(0, tab)];
    std::istringstream list(line.substr(tab + 1));
    for (std::string name; std::getline(list, name, '|');) names.insert(base::slug(name));
  }
  if (stories.empty()) throw NotFoundError(fmt::format("{}: no stories", file.string()));
  return stories;
}

bool ends_any(const Names& names, const std::string& surname) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return name.ends_with("-" + surname); });
}

// Every value counts: a surname beside or instead of the full name is wrong.
void measure_read_names(const std::filesystem::path& folder, const Annotator& annotator,
                        Scores& scores) {
  const LabelledStories stories = read_stories(std::filesystem::path(DATELINE_PROJECT_DIR) /
                                               "bench/quality/people_by_reading.tsv");
  Counts counts;
  std::size_t surnames = 0;
  std::size_t seen = 0;
  ArticleReader reader = ArticleReader::open(folder);
  for (Record& record : reader) {
    Article* article = record.article();
    const auto labelled = article == nullptr ? stories.end() : stories.find(article->id);
    if (labelled == stories.end()) continue;
    ++seen;
    article->people.reset();
    annotator.annotate(*article);
    Names found;
    for (const FacetValue& each : *article->people) found.insert(base::slug(each.label));
    compare(labelled->second, found, counts);
    for (const std::string& each : found) surnames += ends_any(labelled->second, each) ? 1 : 0;
  }
  scores.push_back(
      {.part = "people, precision by reading",
       .measured_on = fmt::format("Reuters-21578, {} stories", seen),
       .measure = "precision",
       .value = counts.precision(),
       .detail = fmt::format("recall {}, F1 {}, {} names; {} of {} wrong values are surnames of "
                             "people whose full name was to be found",
                             figure(counts.recall()), figure(counts.f1()),
                             counts.right + counts.missed, surnames, counts.wrong)});
}

}  // namespace

void measure_people(const std::filesystem::path& data, Scores& scores) {
  using Setting = train::Setting;
  const Annotator annotator;
  if (const auto file = data / "conll2003" / "valid.txt"; std::filesystem::exists(file)) {
    measure_labelled_names(file, {}, "CoNLL-2003 valid", annotator, scores);
    measure_labelled_names(file, {.signs = Setting::Signs::tokens, .breaks = Setting::Breaks::line},
                           "CoNLL-2003 valid, spaces around signs", annotator, scores);
    measure_labelled_names(
        file,
        {.headline_capitals = Setting::Capitals::all, .body_capitals = Setting::Capitals::all},
        "CoNLL-2003 valid, in capitals", annotator, scores);
  } else {
    scores.push_back(
        {.part = "people", .measured_on = "CoNLL-2003", .measure = {}, .detail = "no data"});
  }
  if (const auto folder = data / "reuters21578"; std::filesystem::is_directory(folder)) {
    measure_given_labels(folder, annotator, scores);
    measure_read_names(folder, annotator, scores);
  } else {
    scores.push_back(
        {.part = "people", .measured_on = "Reuters-21578", .measure = {}, .detail = "no data"});
  }
}

}  // namespace dateline::quality
