#include "training/general_topics.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "annotate/data_table.h"
#include "annotate/topics.h"
#include "dateline/error.h"
#include "dateline/reader.h"

namespace dateline::training {
namespace {

namespace fs = std::filesystem;
using annotate::SeedScore;
using train::TopicExample;

// Seeds speak clearly, or nobody knows: between the two no example is made of an article.
constexpr float clear_cosine = 0.065F;
constexpr std::uint32_t clear_seeds = 3;
constexpr float faint_cosine = 0.03F;
constexpr std::uint32_t faint_seeds = 2;
// How often an article that seeds single out is really about the topic; more often where an archive
// tells that it is about the topic above.
constexpr float seed_precision = 0.35F;
constexpr float seed_precision_below = 0.7F;

// Of each topic, so that a wire's tables of results do not decide what economy means.
constexpr std::size_t most_reuters_stories = 250;

// A story with a doubtful topic is better served by it than by none.
constexpr float least_probability = 0.2F;

// That must have a term.
constexpr std::size_t least_articles = 5;

constexpr std::size_t sentences_in_block = 12;
// Theirs are the only stories of general news that are labelled.
constexpr std::uint16_t bbc_weight = 5;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw IoError(fmt::format("cannot read '{}'", path.string()));
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Where a story of the BBC belongs, by its folder.
const std::map<std::string, std::string>& bbc_topics() {
  static const std::map<std::string, std::string> topics{{"business", "economy"},
                                                         {"entertainment", "arts"},
                                                         {"politics", "politics"},
                                                         {"sport", "sport"},
                                                         {"tech", "science"}};
  return topics;
}

// As the finder that ships has it: by the model and by the seeds.
std::string first_topic(const annotate::TopicScorer& scorer, const annotate::SeedTopics& seeds,
                        const std::vector<annotate::TopicTerm>& terms) {
  std::string first;
  float best = 0;
  const auto consider = [&](const std::string& key, float confidence) {
    if (confidence <= best) return;
    best = confidence;
    first = key;
  };
  for (const annotate::FoundTopic& each : scorer.found(terms)) {
    consider(scorer.model().classes[each.topic].key, each.confidence);
  }
  for (const annotate::FoundTopic& each : seeds.found(terms)) {
    consider(seeds.topics()[each.topic].key, each.confidence);
  }
  return first;
}

train::TopicTraining training() {
  return {.threads = std::max(1U, std::thread::hardware_concurrency()),
          .kept_norm = 0.95,
          .least_articles = least_articles,
          .folds = 3};
}

}  // namespace

std::vector<FolderStory> read_bbc_folders(const fs::path& folder) {
  std::vector<FolderStory> stories;
  for (const auto& [name, topic] : bbc_topics()) {
    ArticleReader reader = ArticleReader::open(folder / name);
    for (Record& record : reader) {
      if (record.article() == nullptr) continue;
      stories.push_back({std::move(*record.article()), topic, record.file});
    }
  }
  return stories;
}

GeneralTopics::GeneralTopics(const fs::path& topics, const fs::path& reuters_topics)
    : table_(read_file(topics)), seeds_(table_, topics.string()) {
  examples_.languages = {std::string(annotate::seed_language)};
  for (const auto& topic : seeds_.topics()) {
    numbers_[topic.key] = static_cast<std::uint16_t>(examples_.keys.size());
    examples_.keys.push_back(topic.key);
    examples_.labels.push_back(topic.label);
  }
  examples_.reliabilities.assign(examples_.keys.size(), seed_precision);
  for (const auto& [name, topic] : bbc_topics()) {
    for (std::size_t i = 0; i < examples_.keys.size(); ++i) {
      if (annotate::is_below(examples_.keys[i], topic)) {
        examples_.reliabilities[i] = seed_precision_below;
      }
    }
    examples_.reliabilities[number_of(topic)] = 1;
  }
  const std::string mapping = read_file(reuters_topics);
  for (const auto& row : annotate::data_rows(mapping, 2, reuters_topics.string())) {
    examples_.reliabilities[number_of(row[0])] = 1;
    reuters_topics_.emplace_back(row[0]);
    for (const auto category : annotate::split(row[1], '|')) {
      of_reuters_.emplace(category, row[0]);
    }
  }
}

void GeneralTopics::read(const fs::path& data) {
  add_seeds();
  read_bbc(data / "bbc");
  read_reuters(data / "reuters21578");
  read_time(data / "time" / "TIME.ALL");
  read_conll(data / "conll2003" / "train.txt");
  read_conll(data / "conll2003" / "valid.txt");
}

train::TrainedTopics GeneralTopics::train() const {
  return trained(examples_);
}

train::TrainedTopics GeneralTopics::trained(const train::TopicExamples& examples) const {
  train::TrainedTopics out = train::train_topics(examples, training());
  out.model.least_probability = least_probability;
  return out;
}

std::vector<FolderAnswer> GeneralTopics::cross_validate() const {
  std::vector<FolderAnswer> answers(bbc_.size());
  for (std::size_t fold = 0; fold < bbc_folds; ++fold) {
    const annotate::TopicScorer scorer(without_bbc(fold).model);
    for (std::size_t i = fold; i < bbc_.size(); i += bbc_folds) {
      const BbcStory& story = bbc_[i];
      const auto& terms = examples_.articles[story.article].terms;
      answers[i] = {story.file, story.topic, first_topic(scorer, seeds_, terms)};
    }
  }
  return answers;
}

train::TrainedTopics GeneralTopics::without_bbc(std::size_t fold) const {
  train::TopicExamples kept = examples_;
  for (std::size_t i = fold; i < bbc_.size(); i += bbc_folds) {
    TopicExample& held_back = kept.articles[bbc_[i].article];
    held_back = {};
    for (std::size_t topic = 0; topic < kept.keys.size(); ++topic) {
      held_back.unknown.push_back(static_cast<std::uint16_t>(topic));
    }
  }
  return trained(kept);
}

void GeneralTopics::read_bbc(const fs::path& folder) {
  for (const FolderStory& story : read_bbc_folders(folder)) {
    Sayings sayings{.is = {story.topic}, .is_not = {}};
    for (const auto& [name, other] : bbc_topics()) {
      if (other != story.topic) sayings.is_not.push_back(other);
    }
    bbc_.push_back({examples_.articles.size(), story.topic, story.file});
    add(story.article, sayings);
    examples_.articles.back().weight = bbc_weight;
  }
}

void GeneralTopics::read_reuters(const fs::path& folder) {
  std::map<std::string, std::size_t> stories;
  ArticleReader reader = ArticleReader::open(folder);
  for (Record& record : reader) {
    if (record.article() == nullptr) continue;
    // Most of the wire is about the economy, and not all of that was labelled.
    Sayings sayings{.maybe = {"economy"}};
    if (record.article()->topics) {
      sayings.is_not = reuters_topics_;
      for (const FacetValue& each : *record.article()->topics) {
        const auto known = of_reuters_.find(each.value);
        if (known != of_reuters_.end()) sayings.is.push_back(known->second);
      }
    }
    const bool is_wanted =
        sayings.is.empty() || std::any_of(sayings.is.begin(), sayings.is.end(), [&](auto& topic) {
          return stories[topic] < most_reuters_stories;
        });
    if (!is_wanted) continue;
    for (const std::string& topic : sayings.is) ++stories[topic];
    add(*record.article(), sayings);
  }
}

// Articles begin with a line "*TEXT number date page".
void GeneralTopics::read_time(const fs::path& file) {
  const std::string text = read_file(file);
  for (std::size_t at = text.find("*TEXT"); at != std::string::npos;) {
    const std::size_t next = text.find("*TEXT", at + 1);
    Article article;
    article.body = text.substr(text.find('\n', at), next - text.find('\n', at));
    add(article, {});
    at = next;
  }
}

// Tokens with tags, no borders between articles: some sentences together stand for one.
void GeneralTopics::read_conll(const fs::path& file) {
  const std::string text = read_file(file);
  Article block;
  std::size_t sentences = 0;
  for (const std::string_view line : annotate::split(text, '\n')) {
    if (!line.empty()) {
      block.body += line.substr(0, line.find_first_of(" \t"));
      block.body += ' ';
    } else if (++sentences % sentences_in_block == 0) {
      add(block, {});
      block = {};
    }
  }
  if (!block.body.empty()) add(block, {});
}

void GeneralTopics::add(const Article& article, const Sayings& sayings) {
  TopicExample example;
  example.terms = counter_.count(article, annotate::seed_language);
  std::vector<Mark> marks = marks_of_seeds(example);
  // What a whole top level is, its labelled stories teach better than its seeds.
  for (const auto& [name, topic] : bbc_topics()) {
    Mark& mark = marks[number_of(topic)];
    if (mark == Mark::yes) mark = Mark::unknown;
  }
  for (const std::string& each : sayings.is_not) mark_below(each, Mark::no, marks);
  for (const std::string& each : sayings.maybe) {
    Mark& mark = marks[number_of(each)];
    if (mark == Mark::no) mark = Mark::unknown;
  }
  for (const std::string& each : sayings.is) marks[number_of(each)] = Mark::yes;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i] == Mark::yes) mark_above(i, marks);
  }
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const auto topic = static_cast<std::uint16_t>(i);
    if (marks[i] == Mark::yes) example.topics.push_back(topic);
    if (marks[i] == Mark::unknown) example.unknown.push_back(topic);
  }
  examples_.articles.push_back(std::move(example));
}

// The seeds of a topic are an article about it, so that those which no archive has count too: as
// often as a term has to be seen.
void GeneralTopics::add_seeds() {
  for (const auto& row : annotate::data_rows(table_, 3, "topics.tsv")) {
    Article article;
    for (const std::string_view seed : annotate::split(row[2], '|')) {
      article.body += seed;
      article.body += " the ";  // keeps neighbouring seeds from being a pair
    }
    for (std::size_t i = 0; i < least_articles; ++i) add(article, {.is = {std::string(row[0])}});
  }
}

std::vector<GeneralTopics::Mark> GeneralTopics::marks_of_seeds(const TopicExample& example) const {
  std::vector<Mark> marks;
  for (const SeedScore& score : seeds_.scores(example.terms)) {
    const bool is_clear = score.cosine >= clear_cosine && score.seeds >= clear_seeds;
    const bool is_faint = score.cosine >= faint_cosine || score.seeds >= faint_seeds;
    marks.push_back(is_clear ? Mark::yes : is_faint ? Mark::unknown : Mark::no);
  }
  return marks;
}

void GeneralTopics::mark_below(std::string_view top, Mark mark, std::vector<Mark>& marks) const {
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const std::string& key = examples_.keys[i];
    if (key == top || annotate::is_below(key, top)) marks[i] = mark;
  }
}

void GeneralTopics::mark_above(std::size_t topic, std::vector<Mark>& marks) const {
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (annotate::is_below(examples_.keys[topic], examples_.keys[i])) marks[i] = Mark::yes;
  }
}

std::uint16_t GeneralTopics::number_of(std::string_view topic) const {
  const auto known = numbers_.find(topic);
  if (known == numbers_.end()) {
    throw InvalidArgumentError(fmt::format("'{}' is not a topic of the table", topic));
  }
  return known->second;
}

}  // namespace dateline::training
