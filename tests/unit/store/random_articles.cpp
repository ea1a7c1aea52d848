#include "random_articles.h"

#include <array>
#include <limits>
#include <optional>
#include <string_view>

#include "base/dates.h"

using dateline::Article;
using dateline::Date;
using dateline::FacetValue;
using dateline::FacetValues;
using dateline::Origin;

namespace {

constexpr std::array<std::string_view, 28> words{
    "missile", "defence", "Talks",      "Putin's", "U.S.",       "non-proliferation",
    "the",     "Čapek",   "treaty",     "Warsaw",  "running",    "runs",
    "1,250.5", "東京都",  "of",         "summit",  "Élysée",     "oil",
    "prices",  "state",   "of-the-art", "naïve",   "\"quoted\"", "O'Neill",
    "Москва",  "x",       "İstanbul",   "😀"};

struct Person {
  std::string_view key;
  std::string_view label;
};
constexpr std::array<Person, 9> persons{{{"anna-k-berg", "Anna K. Berg"},
                                         {"anna-berg", "Anna Berg"},
                                         {"anna-m-berg", "Anna M. Berg"},
                                         {"anna-m-l-berg", "Anna M. L. Berg"},
                                         {"tom-okafor", "Tom Okafor"},
                                         {"tom-okafor", "Tom Okáfor"},
                                         {"okafor", "Okafor"},
                                         {"j-p-lund", "J. P. Lund"},
                                         {"some verbatim value", ""}}};

constexpr std::array<std::string_view, 6> keys{"RU",       "US",      "politics/diplomacy",
                                               "politics", "a/b/c/d", "Not a code: X"};

constexpr std::array<std::string_view, 6> languages{"en", "de", "fr", "pt-BR", "xx", "English"};

}  // namespace

std::string RandomArticles::word() {
  if (one_in(60)) return std::string(1 + below(400), one_in(2) ? 'q' : 'z');
  return std::string{words[below(words.size())]};
}

std::string RandomArticles::text(std::size_t most_words) {
  std::string out;
  for (std::size_t left = below(most_words + 1); left > 0; --left) {
    out += word();
    out += one_in(8) ? ". " : " ";
    if (one_in(25)) out += "\n\n";
  }
  return out;
}

std::string RandomArticles::bytes(std::size_t most) {
  std::string out(below(most + 1), '\0');
  for (char& each : out) each = static_cast<char>(one_in(6) ? 0 : below(256));
  return out;
}

Date RandomArticles::date() {
  const int first = dateline::base::day_number(Date{std::chrono::year{1} / 1 / 1});
  const int last = dateline::base::day_number(Date{std::chrono::year{9999} / 12 / 31});
  if (one_in(5)) {
    return dateline::base::day_from_number(
        std::uniform_int_distribution<std::int32_t>{first, last}(random_));
  }
  return dateline::base::day_from_number(13000 + static_cast<std::int32_t>(below(400)));
}

FacetValue RandomArticles::value() {
  FacetValue out;
  out.value = one_in(20) ? bytes(300) : std::string{keys[below(keys.size())]};
  if (one_in(3)) out.label = text(3);
  if (one_in(2)) out.origin = Origin::found;
  if (one_in(2)) out.confidence = static_cast<float>(below(1000)) / 1000.0F;
  for (std::size_t left = below(4); left > 0; --left) {
    const bool wild = one_in(4);
    const std::uint32_t most = wild ? std::numeric_limits<std::uint32_t>::max() : 3000;
    std::uniform_int_distribution<std::uint32_t> offset{0, most};
    out.spans.push_back(
        {static_cast<dateline::TextField>(below(6)), offset(random_), offset(random_)});
  }
  return out;
}

std::optional<FacetValues> RandomArticles::values() {
  if (one_in(3)) return std::nullopt;
  FacetValues out;
  for (std::size_t left = below(4); left > 0; --left) out.push_back(value());
  return out;
}

std::optional<FacetValues> RandomArticles::people() {
  if (one_in(3)) return std::nullopt;
  FacetValues out;
  for (std::size_t i = 0; i < persons.size(); ++i) {
    if (!one_in(3)) continue;
    FacetValue each = value();
    each.value = persons[i].key;
    each.label = persons[i].label;
    if (out.empty() || out.back().value != each.value) out.push_back(std::move(each));
  }
  return out;
}

Article RandomArticles::article(const std::string& id) {
  Article out;
  out.id = id;
  if (!one_in(5)) out.headline = text(8);
  if (!one_in(6)) out.body = text(60);
  if (one_in(2)) out.dateline = text(2);
  if (one_in(2)) out.byline = text(4);
  if (one_in(2)) out.source = one_in(2) ? "Reuters" : text(2);
  if (one_in(2)) out.section = "World News";
  if (one_in(3)) out.url = bytes(60);
  if (one_in(2)) out.language = languages[below(languages.size())];
  if (!one_in(3)) out.date = date();
  if (one_in(3)) {
    out.instant = std::uniform_int_distribution<std::int64_t>{
        std::numeric_limits<std::int64_t>::min(),
        std::numeric_limits<std::int64_t>::max()}(random_);
  }
  out.people = people();
  out.countries = values();
  out.topics = values();
  if (one_in(4)) out.removed = bytes(40);
  for (std::size_t left = below(3); left > 0; --left) out.extra[bytes(12)] = bytes(40);
  return out;
}
