#include "corpus/query_set.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

namespace bench::corpus {
namespace {

constexpr std::size_t sample_size = 4096;
constexpr std::size_t tries = 4000;  // of one query, before the archive is said to have no more

bool is_letter(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
}

// Calls `word` with each run of letters between spaces, in small letters, and `gap` for whatever
// else there is: numbers, hyphens, and punctuation, so that no phrase runs over it.
template <typename OnWord, typename OnGap>
void for_each_word(std::string_view text, OnWord word, OnGap gap) {
  constexpr std::string_view spaces = " \t\r\n";
  std::string small;
  for (std::size_t from = text.find_first_not_of(spaces); from != std::string_view::npos;) {
    const std::size_t to = std::min(text.find_first_of(spaces, from), text.size());
    const std::string_view token = text.substr(from, to - from);
    if (token.size() > 1 && std::all_of(token.begin(), token.end(), is_letter)) {
      small.assign(token);
      for (char& each : small) each = static_cast<char>(each | 0x20);
      word(small);
    } else {
      gap();
    }
    from = text.find_first_not_of(spaces, to);
  }
}

}  // namespace

const std::vector<QuerySet::Recipe>& QuerySet::recipes() {
  constexpr Band frequent{0.05, 0.3};
  constexpr Band middling{0.015, 0.05};
  constexpr Band rare{0.00005, 0.0005};
  constexpr Band known{0.015, 0.3};
  constexpr Band very_frequent{0.5, 1.01};
  using enum Glue;
  using enum Source;
  using enum Filter;
  static const std::vector<Recipe> all{
      {"one word, frequent", 22, 1, frequent},
      {"one word, middling", 22, 1, middling},
      {"one word, rare", 22, 1, rare},
      {"two words AND", 22, 2, known},
      {"three words AND", 22, 3, known},
      {"two words OR", 22, 2, known, disjunction, any_articles},
      {"five words OR", 22, 5, known, disjunction, any_articles},
      {"phrase of two", 22, 2, known, phrase},
      {"phrase of three", 21, 3, known, phrase},
      {"word + country", 21, 1, known, conjunction, one_article, country},
      {"word + year", 21, 1, known, conjunction, one_article, year},
      {"all of a country", 21, 0, {}, conjunction, one_article, country},
      {"heavy: one word", 10, 1, very_frequent},
      {"heavy: two words AND", 11, 2, very_frequent},
      {"heavy: three words AND", 11, 3, very_frequent},
      {"heavy: two words OR", 11, 2, very_frequent, disjunction, any_articles},
      {"heavy: five words OR", 11, 5, very_frequent, disjunction, any_articles},
      {"heavy: ten words OR", 11, 10, frequent, disjunction, any_articles},
      {"heavy: phrase of two", 11, 2, very_frequent, phrase},
      {"heavy: phrase of three", 11, 3, {0.3, 1.01}, phrase},
      {"heavy: word + year", 11, 1, very_frequent, conjunction, one_article, year},
  };
  return all;
}

QuerySet::Number QuerySet::number(std::string_view word) {
  const auto [at, fresh] = numbers_.emplace(word, static_cast<Number>(words_.size()));
  if (fresh) words_.push_back({.text = std::string(word)});
  return at->second;
}

QuerySet::Sample QuerySet::read(const dateline::Article& article) {
  Sample sample;
  const auto count = [&](std::string_view text) {
    for_each_word(
        text,
        [&](std::string_view word) {
          const Number at = number(word);
          sample.words.push_back(at);
          if (words_[at].last_article != articles_) ++words_[at].articles;
          words_[at].last_article = articles_;
        },
        [&] { sample.words.push_back(gap); });
    sample.words.push_back(gap);
  };
  count(article.headline);
  count(article.body);
  if (article.countries && !article.countries->empty()) {
    sample.country = article.countries->front().value;
  }
  if (article.date) sample.year = static_cast<int>(article.date->year());
  return sample;
}

void QuerySet::see(const dateline::Article& article) {
  ++articles_;
  Sample sample = read(article);
  // Every article has the same chance to stay (Vitter's algorithm R).
  if (samples_.size() < sample_size) {
    samples_.push_back(std::move(sample));
  } else if (const std::size_t at = random_.below(articles_); at < sample_size) {
    samples_[at] = std::move(sample);
  }
}

bool QuerySet::in_band(Number word, const Band& band) const {
  if (word == gap) return false;
  const auto all = static_cast<double>(articles_);
  const auto articles = static_cast<double>(words_[word].articles);
  // In a small archive a rare word is one of one or two articles.
  return articles >= band.from * all && articles <= std::max(band.to * all, 2.0);
}

std::vector<QuerySet::Number> QuerySet::choose_run(const Recipe& recipe, const Sample& sample) {
  if (sample.words.size() < recipe.words) return {};
  const std::size_t from = random_.below(sample.words.size() - recipe.words + 1);
  std::vector<Number> out(sample.words.begin() + static_cast<std::ptrdiff_t>(from),
                          sample.words.begin() + static_cast<std::ptrdiff_t>(from + recipe.words));
  const bool fits =
      std::all_of(out.begin(), out.end(), [&](Number each) { return in_band(each, recipe.band); });
  return fits ? out : std::vector<Number>{};
}

// As many words as the recipe wants, all different, or none at all.
std::vector<QuerySet::Number> QuerySet::choose(const Recipe& recipe, const Sample& sample) {
  if (recipe.glue == Glue::phrase) return choose_run(recipe, sample);
  std::vector<Number> out;
  for (std::size_t i = 0; i < 20 * recipe.words && out.size() < recipe.words; ++i) {
    const Sample& from =
        recipe.source == Source::one_article ? sample : samples_[random_.below(samples_.size())];
    const Number word = from.words[random_.below(from.words.size())];
    const bool there = std::find(out.begin(), out.end(), word) != out.end();
    if (!there && in_band(word, recipe.band)) out.push_back(word);
  }
  return out.size() == recipe.words ? out : std::vector<Number>{};
}

// Empty: the article that chance brought up has nothing for it.
std::string QuerySet::compose(const Recipe& recipe) {
  const Sample& sample = samples_[random_.below(samples_.size())];
  const std::vector<Number> chosen = choose(recipe, sample);
  if (chosen.size() != recipe.words) return {};
  std::vector<std::string_view> words;
  for (const Number each : chosen) words.push_back(words_[each].text);

  std::string text;
  switch (recipe.glue) {
    case Glue::conjunction:
      text = fmt::format("{}", fmt::join(words, " AND "));
      break;
    case Glue::disjunction:
      text = fmt::format("{}", fmt::join(words, " OR "));
      break;
    case Glue::phrase:
      text = fmt::format("\"{}\"", fmt::join(words, " "));
      break;
  }
  const std::string_view space = text.empty() ? "" : " ";
  switch (recipe.filter) {
    case Filter::none:
      return text;
    case Filter::country:
      if (sample.country.empty() || sample.country.find('"') != std::string::npos) return {};
      return fmt::format("{}{}country:\"{}\"", text, space, sample.country);
    case Filter::year:
      if (sample.year == 0) return {};
      return fmt::format("{}{}date:{:04}", text, space, sample.year);
  }
  return {};
}

std::vector<BenchQuery> QuerySet::make() {
  if (samples_.empty()) throw std::runtime_error("an archive without articles has no queries");
  std::vector<BenchQuery> out;
  for (const Recipe& recipe : recipes()) {
    std::set<std::string> made;
    for (std::size_t i = 0; i < tries * recipe.wanted && made.size() < recipe.wanted; ++i) {
      std::string text = compose(recipe);
      if (text.empty() || !made.insert(text).second) continue;
      out.push_back({std::string(recipe.type), std::move(text)});
    }
    if (made.empty()) {
      throw std::runtime_error(fmt::format(
          "among {} articles are no words for queries of the type \"{}\": take more articles",
          articles_, recipe.type));
    }
  }
  return out;
}

}  // namespace bench::corpus
