#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/utf8.h"
#include "dateline/annotator.h"
#include "dateline/error.h"
#include "dateline/reader.h"
#include "quality/task.h"
#include "train/conll.h"
#include "train/labelled_article.h"

namespace dateline::quality {
namespace {

using train::LabelledName;
using Names = std::set<std::string>;
using Ranges = std::set<std::tuple<TextField, std::uint32_t, std::uint32_t>>;
using Setting = train::Setting;

/// The people of one article.
struct People {
  Names names{};
  Ranges ranges{};
};

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

People labelled_people(const train::LabelledArticle& labelled) {
  People people;
  std::vector<std::string> mentions;
  for (const TextField field : {TextField::headline, TextField::body}) {
    const train::LabelledText& text =
        field == TextField::headline ? labelled.headline : labelled.body;
    for (const LabelledName& each : text.names) {
      if (each.kind != annotate::NameTag::person_only) continue;
      mentions.push_back(base::slug(text.text.substr(each.from, each.to - each.from)));
      people.ranges.emplace(field, each.from, each.to);
    }
  }
  people.names = full_names(mentions);
  return people;
}

People found_people(const Answer& answer) {
  People people;
  std::vector<std::string> mentions;
  for (const std::string& each : answer.people) mentions.push_back(base::slug(each));
  for (const Span& each : answer.person_spans) {
    people.ranges.emplace(each.field, each.from, each.to);
  }
  people.names = full_names(mentions);
  return people;
}

Scores judge_labelled(const std::vector<People>& labelled, const Answers& answers,
                      const std::string& measured_on) {
  Counts names;
  Counts spans;
  for (std::size_t i = 0; i < labelled.size(); ++i) {
    const People found = found_people(answers[i]);
    names.add(labelled[i].names, found.names);
    spans.add(labelled[i].ranges, found.ranges);
  }
  return {{.part = "people, full names of an article",
           .measured_on = measured_on,
           .measure = "F1",
           .value = names.f1(),
           .detail = precision_and_recall(names)},
          {.part = "people, exact spans",
           .measured_on = measured_on,
           .measure = "F1",
           .value = spans.f1(),
           .detail = precision_and_recall(spans)}};
}

Task labelled_names(const std::filesystem::path& file, const Setting& setting,
                    const std::string& name, const std::string& measured_on) {
  Task task{.name = name, .part = "people", .measured_on = measured_on};
  if (!std::filesystem::exists(file)) return task;
  std::vector<People> people;
  for (const train::LabelledDocument& document : train::read_conll(file)) {
    const train::LabelledArticle labelled = train::set_article(document, setting);
    people.push_back(labelled_people(labelled));
    Article article;
    article.id = std::to_string(people.size());
    article.headline = labelled.headline.text;
    article.body = labelled.body.text;
    task.questions.push_back({.article = std::move(article)});
  }
  task.judge = [labelled = std::move(people), measured_on](const Answers& answers) {
    return judge_labelled(labelled, answers, measured_on);
  };
  return task;
}

// Whether a found name has the surname of a label ("reagan", "james-baker").
bool names_label(const Names& found, std::string_view label) {
  const std::string_view surname = label.substr(label.rfind('-') + 1);
  return std::any_of(found.begin(), found.end(), [&](const std::string& name) {
    const std::string padded = "-" + name + "-";
    return padded.find(fmt::format("-{}-", surname)) != std::string::npos;
  });
}

Scores judge_given(const std::vector<Names>& labels, const Answers& answers, const Task& task) {
  Counts counts;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const Names found = found_people(answers[i]).names;
    for (const std::string& label : labels[i]) {
      ++(names_label(found, label) ? counts.right : counts.missed);
    }
  }
  return {{.part = task.part,
           .measured_on = task.measured_on,
           .measure = "recall",
           .value = counts.recall(),
           .detail = fmt::format("{} labels", counts.right + counts.missed)}};
}

Task given_labels(const std::filesystem::path& folder) {
  Task task{.name = "people-reuters",
            .part = "people, recall of the labelled",
            .measured_on = "Reuters-21578 PEOPLE"};
  if (!std::filesystem::is_directory(folder)) return task;
  std::vector<Names> labels;
  ArticleReader reader = ArticleReader::open(folder);
  for (Record& record : reader) {
    Article* article = record.article();
    if (article == nullptr || !article->people || article->people->empty()) continue;
    Names& names = labels.emplace_back();
    for (const FacetValue& each : *article->people) names.insert(each.value);
    article->people.reset();
    article->topics.reset();
    task.questions.push_back({.article = std::move(*article)});
  }
  task.judge = [labels = std::move(labels), described = task](const Answers& answers) {
    return judge_given(labels, answers, described);
  };
  return task;
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
Scores judge_read(const std::vector<Names>& labelled, const Answers& answers, const Task& task) {
  Counts counts;
  std::size_t surnames = 0;
  for (std::size_t i = 0; i < labelled.size(); ++i) {
    Names found;
    for (const std::string& each : answers[i].people) found.insert(base::slug(each));
    counts.add(labelled[i], found);
    for (const std::string& each : found) surnames += ends_any(labelled[i], each) ? 1 : 0;
  }
  return {
      {.part = task.part,
       .measured_on = task.measured_on,
       .measure = "precision",
       .value = counts.precision(),
       .detail = fmt::format("recall {}, F1 {}, {} names; {} of {} wrong values are surnames of "
                             "people whose full name was to be found",
                             figure(counts.recall()), figure(counts.f1()),
                             counts.right + counts.missed, surnames, counts.wrong)}};
}

Task read_names(const std::filesystem::path& folder) {
  Task task{.name = "people-reading",
            .part = "people, precision by reading",
            .measured_on = "Reuters-21578, 300 stories"};
  if (!std::filesystem::is_directory(folder)) return task;
  const LabelledStories stories = read_stories(std::filesystem::path(DATELINE_PROJECT_DIR) /
                                               "bench/quality/people_by_reading.tsv");
  std::vector<Names> labelled;
  ArticleReader reader = ArticleReader::open(folder);
  for (Record& record : reader) {
    Article* article = record.article();
    const auto story = article == nullptr ? stories.end() : stories.find(article->id);
    if (story == stories.end()) continue;
    labelled.push_back(story->second);
    article->people.reset();
    article->topics.reset();
    task.questions.push_back({.article = std::move(*article)});
  }
  task.measured_on = fmt::format("Reuters-21578, {} stories", labelled.size());
  task.judge = [labelled = std::move(labelled), described = task](const Answers& answers) {
    return judge_read(labelled, answers, described);
  };
  return task;
}

}  // namespace

std::vector<Task> people_tasks(const std::filesystem::path& data) {
  const auto valid = data / "conll2003" / "valid.txt";
  std::vector<Task> tasks;
  tasks.push_back(labelled_names(valid, {}, "people-prose", "CoNLL-2003 valid"));
  tasks.push_back(labelled_names(valid,
                                 {.signs = Setting::Signs::tokens, .breaks = Setting::Breaks::line},
                                 "people-tokens", "CoNLL-2003 valid, spaces around signs"));
  tasks.push_back(labelled_names(
      valid, {.headline_capitals = Setting::Capitals::all, .body_capitals = Setting::Capitals::all},
      "people-capitals", "CoNLL-2003 valid, in capitals"));
  tasks.push_back(given_labels(data / "reuters21578"));
  tasks.push_back(read_names(data / "reuters21578"));
  const auto annotator = std::make_shared<const Annotator>(
      AnnotatorOptions{.countries = finds_nothing(), .topics = finds_nothing()});
  for (Task& task : tasks) task.systems = {annotating(own_name, annotator)};
  return tasks;
}

}  // namespace dateline::quality
