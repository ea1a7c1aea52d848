#include "corpus/archive_generator.h"

#include <algorithm>
#include <chrono>
#include <numeric>

#include <fmt/format.h>

namespace bench::corpus {
namespace {

constexpr double mean_tokens = 118;           // before the last sentence ends; a line is then 1 KB
constexpr std::size_t longest_sentence = 60;  // tables have no full stops
constexpr std::uint32_t rare = 12;      // words that stand so often or seldomer may be replaced
constexpr double share_replaced = 0.3;  // of these
constexpr std::string_view verb_of_statements = "said";
constexpr std::chrono::sys_days first_day = std::chrono::year{1990} / 1 / 1;
constexpr std::size_t days = 30 * 365 + 7;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& each : out) {
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each | 0x20);
  }
  return out;
}

std::string capitalised(std::string_view word) {
  std::string out(word);
  if (!out.empty() && out.front() >= 'a') out.front() = static_cast<char>(out.front() & ~0x20);
  return out;
}

bool is_capital(char each) {
  return each >= 'A' && each <= 'Z';
}

// `word` with the capitals of `like`: all, the first or none.
std::string in_case_of(std::string_view like, std::string word) {
  if (!is_capital(like.front())) return word;
  if (like.size() == 1 || !is_capital(like[1])) return capitalised(word);
  for (char& each : word) each = static_cast<char>(each & ~0x20);
  return word;
}

std::string_view word_of(const Token& token) {
  return std::string_view(token.text).substr(token.word_from, token.word_size);
}

}  // namespace

void ArchiveGenerator::learn(const dateline::Article& article) {
  if (article.body.empty()) return;
  Pattern pattern{.countries = article.countries.value_or(dateline::FacetValues{}),
                  .topics = article.topics.value_or(dateline::FacetValues{})};
  const std::string topic = pattern.topics.empty() ? std::string{} : pattern.topics.front().value;
  pattern.subject =
      subjects_.emplace(topic, static_cast<std::uint32_t>(subjects_.size())).first->second;
  pattern.body_tokens = bodies_.learn(article.body, pattern.subject);
  headlines_.learn(article.headline, pattern.subject);
  patterns_.push_back(std::move(pattern));
}

void ArchiveGenerator::prepare() {
  bodies_.prepare();
  headlines_.prepare();
  const std::size_t tokens =
      std::accumulate(patterns_.begin(), patterns_.end(), std::size_t{0},
                      [](std::size_t sum, const Pattern& each) { return sum + each.body_tokens; });
  length_scale_ = mean_tokens * static_cast<double>(patterns_.size()) / static_cast<double>(tokens);
  for (const Token& token : bodies_.tokens()) inventor_.learn(lower(word_of(token)));
  for (TextModel::Place place = 0; place < bodies_.places(); ++place) {
    if (bodies_.token(place).text == verb_of_statements) statements_.push_back(place);
  }
}

dateline::Article ArchiveGenerator::next() {
  const Pattern& pattern = patterns_[random_.below(patterns_.size())];
  dateline::Article article;
  article.id = fmt::format("g{:08}", made_ + 1);
  article.date = first_day + std::chrono::days(made_ * days / articles_);
  article.countries = pattern.countries;
  article.topics = pattern.topics;
  article.people = people();
  article.headline = headline(pattern);
  article.body = body(pattern, *article.people);
  ++made_;
  return article;
}

std::string ArchiveGenerator::headline(const Pattern& pattern) {
  Draft draft;
  if (headlines_.knows(pattern.subject)) {
    add_sentence(headlines_, headlines_.sentence(pattern.subject, random_), pattern.subject, draft);
  }
  return std::move(draft.text);
}

std::string ArchiveGenerator::body(const Pattern& pattern, const dateline::FacetValues& people) {
  const double wanted = length_scale_ * static_cast<double>(pattern.body_tokens);
  Draft draft;
  auto person = people.begin();
  do {
    if (!draft.text.empty()) draft.text += "\n\n";
    const bool statement = person != people.end() && draft.tokens > 0 && !statements_.empty();
    if (statement) draft.text += (person++)->value;
    const auto begin = statement ? statements_[random_.below(statements_.size())]
                                 : bodies_.sentence(pattern.subject, random_);
    add_sentence(bodies_, begin, pattern.subject, draft);
  } while (static_cast<double>(draft.tokens) < wanted ||
           (person != people.end() && !statements_.empty()));
  return std::move(draft.text);
}

void ArchiveGenerator::add_sentence(TextModel& model, TextModel::Place place, std::uint32_t subject,
                                    Draft& draft) {
  for (std::size_t length = 0; !model.end_of_sentence(place); ++length) {
    if (length == longest_sentence) {
      draft.text += '.';
      return;
    }
    add_token(model.token(place), draft);
    place = model.next(place, subject, random_);
  }
}

void ArchiveGenerator::add_token(const Token& token, Draft& draft) {
  ++draft.tokens;
  if (!draft.text.empty() && draft.text.back() != '\n') draft.text += ' ';
  const bool replaced = token.count <= rare && token.word_size > 2 && !inventor_.empty() &&
                        random_.share() < share_replaced;
  if (!replaced) {
    draft.text += token.text;
    return;
  }
  draft.text.append(token.text, 0, token.word_from);
  draft.text += invented(word_of(token));
  draft.text.append(token.text, token.word_from + token.word_size);
}

std::string ArchiveGenerator::invented(std::string_view like) {
  const std::size_t number = word_choice_.draw(random_);
  if (number == words_.size()) words_.push_back(inventor_.make(random_));
  return in_case_of(like, words_[number]);
}

std::string ArchiveGenerator::person_name() {
  const std::size_t given = given_name_choice_.draw(random_);
  if (given == given_names_.size()) given_names_.push_back(capitalised(inventor_.make(random_)));
  return given_names_[given] + ' ' + capitalised(inventor_.make(random_));
}

dateline::FacetValues ArchiveGenerator::people() {
  const double share = random_.share();
  const int count = share < 0.5 ? 0 : share < 0.8 ? 1 : 2;
  dateline::FacetValues out;
  for (int i = 0; i < count && !inventor_.empty(); ++i) {
    const std::size_t number = person_choice_.draw(random_);
    if (number == people_.size()) people_.push_back(person_name());
    const bool there = std::any_of(out.begin(), out.end(), [&](const dateline::FacetValue& each) {
      return each.value == people_[number];
    });
    if (!there) out.emplace_back().value = people_[number];
  }
  return out;
}

}  // namespace bench::corpus
