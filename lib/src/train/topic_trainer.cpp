#include <algorithm>
#include <limits>
#include <map>
#include <random>
#include <thread>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "annotate/language.h"
#include "annotate/topic_model_file.h"
#include "annotate/topics.h"
#include "dateline/error.h"
#include "dateline/train.h"
#include "train/model_output.h"
#include "train/topic_training.h"

namespace dateline {
namespace {

// The topics of the model are sixteen-bit numbers.
constexpr std::size_t most_topics = std::numeric_limits<std::uint16_t>::max();

/// An example as it comes: its topics are numbers of the keys seen so far.
struct Labelled {
  std::vector<annotate::TopicTerm> terms;
  std::vector<std::size_t> topics;
  std::string language;
};

}  // namespace

struct TopicTrainer::Impl {
  TopicTrainerOptions options;
  annotate::LanguageByLetters detector;
  annotate::TopicTermCounter counter;
  std::unordered_map<std::string, std::size_t> numbers;
  std::vector<std::string> keys;
  std::vector<std::string> labels;
  std::vector<Labelled> sample;
  std::uint64_t labelled = 0;
  std::uint64_t unlabelled = 0;
  std::mt19937_64 random{1987};

  std::size_t number_of(const FacetValue& topic) {
    const auto [known, added] = numbers.try_emplace(topic.value, keys.size());
    if (added) {
      keys.push_back(topic.value);
      labels.push_back(topic.label);
    }
    return known->second;
  }

  // Every article has the same chance to be in the sample (Vitter's algorithm R).
  std::size_t place_in_sample() {
    ++labelled;
    if (sample.size() < options.max_articles) {
      sample.emplace_back();
      return sample.size() - 1;
    }
    return static_cast<std::size_t>(random() % labelled);
  }

  std::string language_of(const Article& article) const {
    const std::string code = article.language.empty() ? detector.detect(article) : article.language;
    return std::string(annotate::comparable_language(code.empty() ? "en" : code));
  }

  void add(const Article& article, const FacetValues& topics) {
    const std::size_t place = place_in_sample();
    if (place >= sample.size()) return;
    Labelled& example = sample[place];
    example.language = language_of(article);
    example.terms = counter.count(article, example.language);
    example.topics.clear();
    for (const FacetValue& each : topics) {
      example.topics.push_back(number_of(annotate::normalised_topic(each)));
    }
  }

  // Keys in order, so that the model depends on what is said of articles, not on which comes first.
  train::TopicExamples examples() const;
};

train::TopicExamples TopicTrainer::Impl::examples() const {
  std::map<std::string_view, std::size_t> used;
  for (const Labelled& each : sample) {
    for (const std::size_t topic : each.topics) used.emplace(keys[topic], topic);
  }
  if (used.empty()) {
    throw InvalidArgumentError(
        "none of the articles says what it is about: training wants articles with topics");
  }
  if (used.size() > most_topics) {
    throw InvalidArgumentError(
        fmt::format("{} topics, where a model holds at most {}", used.size(), most_topics));
  }
  train::TopicExamples out;
  std::map<std::string_view, std::uint16_t> classes;
  for (const auto& [key, topic] : used) {
    classes.emplace(key, static_cast<std::uint16_t>(out.keys.size()));
    out.keys.emplace_back(key);
    out.labels.push_back(labels[topic]);
  }
  std::map<std::string, std::size_t> languages;
  for (const Labelled& each : sample) {
    ++languages[each.language];
    train::TopicExample example{.terms = each.terms, .topics = {}, .unknown = {}};
    for (const std::size_t topic : each.topics) {
      // The topic itself, and those above it that are classes.
      for (std::string_view key = keys[topic]; !key.empty();
           key = key.substr(0, key.find('/') == key.npos ? 0 : key.rfind('/'))) {
        const auto known = classes.find(key);
        if (known != classes.end()) example.topics.push_back(known->second);
      }
    }
    std::sort(example.topics.begin(), example.topics.end());
    example.topics.erase(std::unique(example.topics.begin(), example.topics.end()),
                         example.topics.end());
    out.articles.push_back(std::move(example));
  }
  std::vector<std::pair<std::size_t, std::string>> by_count;
  for (const auto& [language, count] : languages) by_count.emplace_back(count, language);
  std::stable_sort(by_count.begin(), by_count.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (auto& [count, language] : by_count) out.languages.push_back(std::move(language));
  return out;
}

namespace {

TopicReport report_of(const train::TopicExamples& examples, const train::TrainedTopics& trained) {
  TopicReport report;
  train::Outcome all;
  for (std::size_t i = 0; i < examples.keys.size(); ++i) {
    const train::Outcome& outcome = trained.outcomes[i];
    report.topics.push_back({.key = examples.keys[i],
                             .articles = outcome.right + outcome.missed,
                             .precision = outcome.precision(),
                             .recall = outcome.recall(),
                             .f1 = outcome.f1()});
    all.add(outcome);
    report.macro_f1 += outcome.f1() / static_cast<double>(examples.keys.size());
  }
  report.micro_f1 = all.f1();
  std::stable_sort(report.topics.begin(), report.topics.end(),
                   [](const auto& a, const auto& b) { return a.articles > b.articles; });
  return report;
}

}  // namespace

TopicTrainer::TopicTrainer(TopicTrainerOptions options) : impl_(std::make_unique<Impl>()) {
  impl_->options = options;
}
TopicTrainer::TopicTrainer(TopicTrainer&&) noexcept = default;
TopicTrainer& TopicTrainer::operator=(TopicTrainer&&) noexcept = default;
TopicTrainer::~TopicTrainer() = default;

void TopicTrainer::add(const Article& article) {
  const bool is_labelled =
      article.topics &&
      std::all_of(article.topics->begin(), article.topics->end(),
                  [](const FacetValue& each) { return each.origin == Origin::given; });
  if (is_labelled) {
    impl_->add(article, *article.topics);
  } else {
    ++impl_->unlabelled;
  }
}

TopicReport TopicTrainer::train(const std::filesystem::path& model) const {
  const train::TopicExamples examples = impl_->examples();
  const unsigned threads = impl_->options.threads > 0
                               ? impl_->options.threads
                               : std::max(1U, std::thread::hardware_concurrency());
  const train::TrainedTopics trained = train::train_topics(examples, {.threads = threads});
  const std::string bytes = annotate::encode_topic_model(trained.model);
  train::write_model(model, bytes);
  TopicReport report = report_of(examples, trained);
  report.articles = examples.articles.size();
  report.unlabelled = impl_->unlabelled;
  report.model_bytes = bytes.size();
  return report;
}

}  // namespace dateline
