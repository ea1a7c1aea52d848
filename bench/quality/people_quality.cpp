#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/utf8.h"
#include "dateline/annotator.h"
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
  } else {
    scores.push_back(
        {.part = "people", .measured_on = "Reuters-21578", .measure = {}, .detail = "no data"});
  }
}

}  // namespace dateline::quality
