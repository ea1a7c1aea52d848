#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "annotate/language.h"
#include "annotate/seed_topics.h"
#include "annotate/topic_model.h"
#include "annotate/topic_model_file.h"
#include "annotate/topics.h"
#include "base/lending_pool.h"
#include "data/topics_tsv.h"
#include "dateline/annotator.h"
#include "dateline/error.h"
#if DATELINE_RESEARCH_MODELS
#include "data/topics_model.h"
#endif

namespace dateline {
namespace annotate {
namespace {

/// The terms of one article and where they stand.
struct CountedTerms {
  std::span<const TopicTerm> terms;
  std::span<const TopicTermPlace> places;

  /// The first place of each of `hashes`, in order of the article.
  std::vector<Span> first_places(std::span<const std::uint32_t> hashes) const {
    std::vector<Span> spans;
    std::vector<std::uint32_t> left(hashes.begin(), hashes.end());
    for (const TopicTermPlace& each : places) {
      if (left.empty()) break;
      const auto wanted = std::find(left.begin(), left.end(), each.hash);
      if (wanted == left.end()) continue;
      left.erase(wanted);
      spans.push_back(each.span);
    }
    return spans;
  }
};

/// What can tell topics by an article's terms.
class TopicSource {
 public:
  virtual ~TopicSource() = default;
  /// The language to take an article for that names none.
  virtual std::string_view main_language() const = 0;
  virtual bool knows(std::string_view language) const = 0;
  virtual void find(const CountedTerms& article, FacetValues& out) const = 0;

 protected:
  static void add(FacetValues& out, const std::string& key, const std::string& label, float surety,
                  std::vector<Span> spans) {
    FacetValue value;
    value.value = key;
    value.label = label;
    value.origin = Origin::found;
    value.confidence = surety;
    value.spans = std::move(spans);
    out.push_back(std::move(value));
  }
};

class TrainedSource final : public TopicSource {
 public:
  explicit TrainedSource(TopicModel model) : scorer_(std::move(model)) {}
  std::string_view main_language() const override { return scorer_.model().languages.front(); }
  bool knows(std::string_view language) const override { return scorer_.knows(language); }
  void find(const CountedTerms& article, FacetValues& out) const override {
    for (const FoundTopic& each : scorer_.found(article.terms)) {
      const TopicClass& topic = scorer_.model().classes[each.topic];
      add(out, topic.key, topic.label, each.confidence, article.first_places(each.evidence));
    }
  }

 private:
  TopicScorer scorer_;
};

class SeedSource final : public TopicSource {
 public:
  explicit SeedSource(SeedTopics topics) : topics_(std::move(topics)) {}
  std::string_view main_language() const override { return seed_language; }
  bool knows(std::string_view language) const override {
    return language.empty() || language == seed_language;
  }
  void find(const CountedTerms& article, FacetValues& out) const override {
    for (const FoundTopic& each : topics_.found(article.terms)) {
      const SeedTopics::Topic& topic = topics_.topics()[each.topic];
      add(out, topic.key, topic.label, each.confidence, article.first_places(each.evidence));
    }
  }

 private:
  SeedTopics topics_;
};

std::unique_ptr<const TopicSource> source_of(std::string_view bytes, std::string_view name) {
  if (is_topic_model(bytes)) {
    return std::make_unique<TrainedSource>(decode_topic_model(bytes, name));
  }
  return std::make_unique<SeedSource>(SeedTopics(bytes, name));
}

// The trained model knows what it was shown; the seeds say the rest.
void add_shipped_sources(std::vector<std::unique_ptr<const TopicSource>>& sources) {
#if DATELINE_RESEARCH_MODELS
  sources.push_back(source_of(data::topics_model(), "topics.model"));
#endif
  sources.push_back(source_of(data::topics_tsv(), "topics.tsv"));
}

std::string read_file(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) {
    throw NotFoundError(
        fmt::format("there is no topic model '{}'; the one that ships is called "
                    "'{}'",
                    path, shipped_topics));
  }
  if (std::filesystem::is_directory(status)) {
    throw NotFoundError(fmt::format("the topic model '{}' is a folder, not a file", path));
  }
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file || file.bad()) {
    throw IoError(fmt::format("cannot read the topic model '{}': {}", path, std::strerror(errno)));
  }
  return bytes;
}

// Of values that several sources found the most certain stays.
void merge_equal(FacetValues& values) {
  std::stable_sort(values.begin(), values.end(), [](const FacetValue& a, const FacetValue& b) {
    return std::pair(std::string_view(a.value), b.confidence) <
           std::pair(std::string_view(b.value), a.confidence);
  });
  const auto same = [](const FacetValue& a, const FacetValue& b) { return a.value == b.value; };
  values.erase(std::unique(values.begin(), values.end(), same), values.end());
}

// What is certain stands first; what another value implies goes, and that value takes its place if
// it was the more certain: an article surely about the economy and perhaps about energy is listed
// as economy/energy before anything less sure than the economy.
void arrange(FacetValues& values) {
  merge_equal(values);
  std::vector<std::pair<float, FacetValue>> ranked;
  for (const FacetValue& each : values) {
    float rank = each.confidence;
    bool is_implied = false;
    for (const FacetValue& other : values) {
      if (is_below(each.value, other.value)) rank = std::max(rank, other.confidence);
      is_implied = is_implied || is_below(other.value, each.value);
    }
    if (!is_implied) ranked.emplace_back(rank, each);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first, a.second.confidence) > std::pair(b.first, b.second.confidence);
  });
  values.clear();
  for (auto& [rank, value] : ranked) values.push_back(std::move(value));
}

class TopicsBySources final : public FacetFinder {
 public:
  explicit TopicsBySources(std::vector<std::unique_ptr<const TopicSource>> sources)
      : sources_(std::move(sources)) {}

  FacetValues find(const Article& article) const override {
    FacetValues values;
    const std::string_view language = comparable_language(article.language);
    const auto counter = counters_.borrow();
    std::string_view counted_in;
    const std::vector<TopicTerm>* terms = nullptr;
    for (const auto& source : sources_) {
      if (!source->knows(language)) continue;
      const std::string_view own = language.empty() ? source->main_language() : language;
      if (terms == nullptr || own != counted_in) terms = &counter->count(article, own);
      counted_in = own;
      source->find({*terms, counter->places()}, values);
    }
    arrange(values);
    return values;
  }

  FacetValue normalise(const FacetValue& given, const Article&) const override {
    return normalised_topic(given);
  }

 private:
  std::vector<std::unique_ptr<const TopicSource>> sources_;
  mutable base::LendingPool<TopicTermCounter> counters_;
};

}  // namespace
}  // namespace annotate

std::shared_ptr<const FacetFinder> topic_finder(const std::vector<std::string>& models) {
  std::vector<std::unique_ptr<const annotate::TopicSource>> sources;
  for (const std::string& each : models) {
    if (each == shipped_topics) {
      annotate::add_shipped_sources(sources);
    } else {
      sources.push_back(annotate::source_of(annotate::read_file(each), each));
    }
  }
  return std::make_shared<const annotate::TopicsBySources>(std::move(sources));
}

}  // namespace dateline
