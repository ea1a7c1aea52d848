#include "corpus/text_model.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace bench::corpus {
namespace {

constexpr double share_of_single = 0.25;  // of steps that look at one token before, not at two
constexpr int tries_for_subject = 4;

bool is_letter(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
}

bool is_capital(char each) {
  return each >= 'A' && each <= 'Z';
}

std::vector<std::string_view> split(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  std::vector<std::string_view> out;
  for (std::size_t from = text.find_first_not_of(spaces); from != std::string_view::npos;) {
    const std::size_t to = std::min(text.find_first_of(spaces, from), text.size());
    out.push_back(text.substr(from, to - from));
    from = text.find_first_not_of(spaces, to);
  }
  return out;
}

Token make_token(std::string_view text) {
  Token token{.text = std::string(text)};
  const auto first = std::find_if(text.begin(), text.end(), is_letter);
  const auto last = std::find_if_not(first, text.end(), is_letter);
  const bool rest_is_punctuation =
      std::none_of(text.begin(), first, [](char each) { return each >= '0' && each <= '9'; }) &&
      std::none_of(last, text.end(), [](char each) {
        return is_letter(each) || (each >= '0' && each <= '9') || each == '\'' || each == '-';
      });
  if (first != last && rest_is_punctuation) {
    token.word_from = static_cast<std::size_t>(first - text.begin());
    token.word_size = static_cast<std::size_t>(last - first);
  }
  return token;
}

// A full stop before a capital; "Corp." and "U.S." are no ends.
bool ends_sentence(std::string_view token, std::string_view next) {
  const std::size_t core = token.find_last_not_of("\"')");
  if (core == std::string_view::npos) return false;
  if (token[core] == '?' || token[core] == '!') return true;
  if (token[core] != '.') return false;
  const bool abbreviation =
      (core <= 4 && is_capital(token.front())) || token.find('.') < core || core == 0;
  const std::size_t begin = next.find_first_not_of("\"'(");
  return next.empty() ||
         (!abbreviation && begin != std::string_view::npos && is_capital(next[begin]));
}

}  // namespace

std::uint32_t TextModel::number(std::string_view token) {
  const auto [at, fresh] = numbers_.emplace(token, static_cast<std::uint32_t>(tokens_.size()));
  if (fresh) tokens_.push_back(make_token(token));
  ++tokens_[at->second].count;
  return at->second;
}

void TextModel::append(std::uint32_t token, std::uint32_t subject) {
  text_.push_back(token);
  subjects_.push_back(subject);
}

std::size_t TextModel::learn(std::string_view text, std::uint32_t subject) {
  const auto words = split(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (text_.back() == boundary) {
      sentences_[subject].push_back(static_cast<Place>(text_.size()));
    }
    append(number(words[i]), subject);
    const std::string_view following = i + 1 < words.size() ? words[i + 1] : std::string_view{};
    if (following.empty() || ends_sentence(words[i], following)) append(boundary, subject);
  }
  return words.size();
}

void TextModel::prepare() {
  if (text_.size() < 2) throw std::invalid_argument("there is no text to learn from");
  sorted_.resize(text_.size() - 1);
  std::iota(sorted_.begin(), sorted_.end(), Place{1});
  const auto key = [this](Place place) { return std::pair(text_[place], text_[place - 1]); };
  std::stable_sort(sorted_.begin(), sorted_.end(),
                   [&](Place one, Place other) { return key(one) < key(other); });
  token_begin_.assign(tokens_.size() + 1, static_cast<std::uint32_t>(sorted_.size()));
  pair_begin_.resize(text_.size());
  pair_end_.resize(text_.size());
  for (std::size_t from = 0; from < sorted_.size();) {
    std::size_t to = from;
    while (to < sorted_.size() && key(sorted_[to]) == key(sorted_[from])) ++to;
    std::uint32_t& begin = token_begin_[text_[sorted_[from]]];
    begin = std::min(begin, static_cast<std::uint32_t>(from));
    for (std::size_t i = from; i < to; ++i) {
      pair_begin_[sorted_[i]] = static_cast<std::uint32_t>(from);
      pair_end_[sorted_[i]] = static_cast<std::uint32_t>(to);
    }
    from = to;
  }
}

TextModel::Place TextModel::sentence(std::uint32_t subject, Random& random) const {
  const auto& sentences = sentences_.at(subject);
  return sentences[random.below(sentences.size())];
}

TextModel::Place TextModel::next(Place place, std::uint32_t subject, Random& random) const {
  const std::uint32_t token = text_[place];
  const bool single = random.share() < share_of_single;
  const std::size_t from = single ? token_begin_[token] : pair_begin_[place];
  const std::size_t to = single ? token_begin_[token + 1] : pair_end_[place];
  Place like = sorted_[from + random.below(to - from)];
  for (int i = 1; i < tries_for_subject && subjects_[like] != subject; ++i) {
    like = sorted_[from + random.below(to - from)];
  }
  return like + 1;
}

}  // namespace bench::corpus
