#include "query/words.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "query/characters.h"
#include "query/nodes.h"

namespace dateline::query {
namespace {

constexpr std::string_view kept_after_word = ".+#";
constexpr std::string_view digits = "0123456789";

bool is_one_of(char32_t code, std::string_view wanted) {
  return code < 0x80 && wanted.find(static_cast<char>(code)) != std::string_view::npos;
}

bool belongs_to_word(char32_t code) {
  return is_letter_or_number(code) || is_mark(code);
}

// `text` from its first letter or digit to the last character that `may_end` accepts.
template <class MayEnd>
std::string_view core(std::string_view text, MayEnd may_end) {
  std::size_t from = text.size();
  std::size_t to = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character each = character_at(text, at);
    if (is_letter_or_number(each.code)) from = std::min(from, at);
    if (may_end(each.code)) to = at + each.bytes;
    at += each.bytes;
  }
  return from < to ? text.substr(from, to - from) : std::string_view{};
}

std::optional<Operator> proximity_of(std::string_view text) {
  const bool ordered = text.starts_with("ADJ");
  if (!ordered && !text.starts_with("NEAR")) return std::nullopt;
  text.remove_prefix(ordered ? 3 : 4);
  Operator out{Operator::Kind::proximity, default_near_distance, ordered};
  if (text.empty()) return out;
  if (text.front() != '/') return std::nullopt;
  text.remove_prefix(1);
  const bool number = !text.empty() && text.find_first_not_of(digits) == std::string_view::npos;
  if (!number) return std::nullopt;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), out.distance);
  const bool too_far = result.ec != std::errc{} || out.distance > max_near_distance;
  if (too_far) out.distance = max_near_distance;
  return out;
}

// Cuts a text into the words that `is_shouted` counts.
class CapitalsScan {
 public:
  void see(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const Character each = character_at(text, at);
      see(each.code, text.substr(at, each.bytes));
      at += each.bytes;
    }
    end_word();
  }

  bool shouted() const { return !ruled_out_ && words_ >= 5 && capitals_; }

 private:
  void see(char32_t code, std::string_view bytes) {
    if (code == '\\' || code == '(' || code == ')') ruled_out_ = true;
    if (is_letter(code) && !is_capital(code)) ruled_out_ = true;
    if (is_capital(code)) capitals_ = true;
    if (is_space(code) || is_quote(code)) return end_word();
    word_ += bytes;
  }

  void end_word() {
    if (has_letter_or_number(word_)) ++words_;
    word_.clear();
  }

  std::string word_;
  std::size_t words_ = 0;
  bool capitals_ = false;
  bool ruled_out_ = false;
};

bool is_letter_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_letter(character_at(text, at).code);
}

// What the word read so far ends with.
struct WordEnd {
  std::size_t letters = 0;
  bool digit = false;
};

// Whether the character at `at` goes on with the word before it in a bag of words, as the analyser
// has it: U.S. and Ph.D. are one word, example.com is two.
bool joins_plain_word(std::string_view text, std::size_t at, WordEnd before) {
  const Character each = character_at(text, at);
  const std::size_t next = at + each.bytes;
  if (belongs_to_word(each.code)) return true;
  if (each.code == U'\u2019' || is_one_of(each.code, "'&+#")) return true;
  if (each.code == ',')
    return before.digit && next < text.size() && is_one_of(character_at(text, next).code, digits);
  if (each.code != '.') return false;
  const bool long_after =
      is_letter_at(text, next) && is_letter_at(text, next + character_at(text, next).bytes);
  return before.letters < 2 || !long_after;
}

}  // namespace

std::optional<Operator> operator_of(std::string_view text) {
  using Kind = Operator::Kind;
  if (text == "AND") return Operator{Kind::conjunction};
  if (text == "OR") return Operator{Kind::disjunction};
  if (text == "NOT") return Operator{Kind::negation};
  return proximity_of(text);
}

std::optional<Word> make_word(std::string_view text, CapitalRule capitals) {
  const auto word = core(text, [](char32_t code) {
    return belongs_to_word(code) || is_one_of(code, kept_after_word);
  });
  if (word.empty()) return std::nullopt;
  const bool prefer_exact = capitals == CapitalRule::on && has_capital(word) && !operator_of(word);
  return Word{std::string(word), prefer_exact};
}

std::optional<Wildcard> make_wildcard(std::string_view text) {
  const auto pattern =
      core(text, [](char32_t code) { return belongs_to_word(code) || code == '*'; });
  if (pattern.find_first_of("*?") == std::string_view::npos) return std::nullopt;
  const auto first_wildcard = text.find_first_of("*?");
  if (first_wildcard < static_cast<std::size_t>(pattern.data() - text.data())) return std::nullopt;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < pattern.size();) {
    const Character each = character_at(pattern, at);
    if (is_letter_or_number(each.code)) ++letters;
    at += each.bytes;
  }
  if (letters < 3) return std::nullopt;
  return Wildcard{std::string(pattern)};
}

std::optional<Phrase> make_phrase(std::string_view text) {
  if (!has_letter_or_number(text)) return std::nullopt;
  return Phrase{std::string(trim_spaces(text))};
}

bool is_shouted(std::string_view text) {
  CapitalsScan scan;
  scan.see(text);
  return scan.shouted();
}

NodePtr plain_words(std::string_view text) {
  std::vector<Group::Clause> clauses;
  const auto add = [&](std::string_view run) {
    if (auto word = make_word(run, CapitalRule::off)) {
      clauses.push_back({Group::Occur::optional, make_node(std::move(*word))});
    }
  };
  std::size_t begin = 0;
  WordEnd end;
  for (std::size_t at = 0; at < text.size();) {
    const Character each = character_at(text, at);
    if (!joins_plain_word(text, at, end)) {
      add(text.substr(begin, at - begin));
      begin = at + each.bytes;
    }
    end.letters = is_letter(each.code) ? end.letters + 1 : is_mark(each.code) ? end.letters : 0;
    end.digit = is_one_of(each.code, digits);
    at += each.bytes;
  }
  add(text.substr(begin));
  return make_group(std::move(clauses));
}

}  // namespace dateline::query
