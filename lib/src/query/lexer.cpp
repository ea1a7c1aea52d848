#include "query/lexer.h"

#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/text_fields.h"
#include "base/utf8.h"
#include "query/characters.h"
#include "query/date_expression.h"
#include "query/run.h"

namespace dateline::query {
namespace {

using Kind = Token::Kind;

constexpr std::string_view sentence_marks = ",;!?";

std::optional<double> factor_of(std::string_view text) {
  double factor = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), factor);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (!whole || !std::isfinite(factor) || std::signbit(factor)) return std::nullopt;
  return factor;
}

std::optional<DateKey> date_key_of(std::string_view name) {
  if (name == "date") return DateKey::within;
  if (name == "before") return DateKey::before;
  if (name == "after") return DateKey::after;
  return std::nullopt;
}

std::string known_fields() {
  std::string out;
  for (const auto& each : base::text_fields()) out += fmt::format("{}, ", each.name);
  for (const auto& each : base::facet_fields()) {
    if (base::find_text_field(each.name) == nullptr) out += fmt::format("{}, ", each.name);
  }
  return out + "date, before and after";
}

class Lexer {
 public:
  Lexer(std::string_view text, Date today, NoteList& notes)
      : text_(text),
        today_(today),
        notes_(notes),
        capitals_(is_shouted(text) ? CapitalRule::off : CapitalRule::on) {}

  Tokens lex() {
    while (at_ < text_.size()) {
      const Character each = character_at(text_, at_);
      const bool space = is_space(each.code);
      if (space || each.code == ')') end_prefix();
      if (space) {
        at_ += each.bytes;
      } else {
        token(each);
      }
      after_space_ = space;
    }
    end_prefix();
    return std::move(tokens_);
  }

 private:
  std::string_view rest() const { return text_.substr(at_); }
  char next() const { return at_ < text_.size() ? text_[at_] : ' '; }
  bool at_quote() const { return at_ < text_.size() && is_quote(character_at(text_, at_).code); }
  bool at_value() const {
    return at_ < text_.size() && next() != ')' && !is_space(character_at(text_, at_).code);
  }

  void token(Character first) {
    if (first.code == '(') return parenthesis(Kind::open);
    if (first.code == ')') return parenthesis(Kind::close);
    if (is_quote(first.code)) return phrase();
    if (first.code == '+' || first.code == '-') return signs();
    value(WordPlace::free);
  }

  Token& push(Kind kind, std::size_t from) {
    Token& out = tokens_.emplace_back();
    out.kind = kind;
    out.offset = from;
    out.text = text_.substr(from, at_ - from);
    return out;
  }

  void push_operand(NodePtr node, std::size_t from) {
    push(Kind::operand, from).node = std::move(node);
  }

  void push_boost(double factor, std::size_t from) { push(Kind::boost, from).factor = factor; }

  // What is written wrong still is the operand of the sign, field or operator before it.
  void push_absent(std::size_t from) { push_operand(make_node(Nothing{}), from); }

  // A sign or field, the value of which turned out to be none.
  void end_prefix() {
    if (tokens_.empty()) return;
    const Kind last = tokens_.back().kind;
    if (last == Kind::required || last == Kind::excluded || last == Kind::text_field) {
      push_absent(at_);
    }
  }

  void parenthesis(Kind kind) {
    ++at_;
    push(kind, at_ - 1);
    if (kind == Kind::close) boost_after();
  }

  // "^2" right behind a phrase or a parenthesis.
  void boost_after() {
    if (next() != '^') return;
    const std::size_t from = at_;
    const Run run = Run::read(rest());
    at_ += run.source_bytes();
    if (const auto factor = factor_of(std::string_view(run.text()).substr(1))) {
      push_boost(*factor, from);
    } else {
      bad_boost(from);
    }
  }

  void bad_boost(std::size_t offset) {
    notes_.add({offset, "'^' needs a number of 0 or more behind it", "write war^2",
                "the boost is ignored"});
  }

  // The text between the quote here and its end; absent where it has no end.
  std::optional<std::string> quoted() {
    const Character open = character_at(text_, at_);
    const std::size_t begin = at_ + open.bytes;
    for (const bool any_close : {false, true}) {
      std::string out;
      for (std::size_t at = begin; at < text_.size();) {
        if (is_escape(text_.substr(at)))
          ++at;
        else if (const char32_t code = character_at(text_, at).code;
                 any_close ? is_quote(code) : closes_quote(open.code, code)) {
          at_ = at + character_at(text_, at).bytes;
          return out;
        }
        const std::size_t bytes = character_at(text_, at).bytes;
        out.append(text_, at, bytes);
        at += bytes;
      }
    }
    notes_.add(
        {at_, "a quote is opened and never closed", "add a closing quote", "the quote is ignored"});
    at_ = begin;
    return std::nullopt;
  }

  void phrase() {
    const std::size_t from = at_;
    const auto text = quoted();
    if (!text) return;
    if (auto content = make_phrase(*text)) {
      push_operand(make_node(std::move(*content)), from);
    } else {
      notes_.add({from, "there is no word between the quotes",
                  "write words or leave the quotes out", "they are ignored"});
      push_absent(from);
    }
    if (next() == '~') {
      notes_.add({at_, "'~' does not go with a phrase", "write oil NEAR/5 price", "it is ignored"});
      at_ = std::min(text_.find_first_not_of("~0123456789.", at_), text_.size());
    }
    boost_after();
  }

  // "+word", "-word". A sign inside a word or before a space is punctuation.
  void signs() {
    const std::size_t from = at_;
    at_ = std::min(text_.find_first_not_of("+-", at_), text_.size());
    const bool begins_token = from == 0 || after_space_ || text_[from - 1] == '(';
    if (!at_value() || !begins_token) return;
    if (at_ - from > 1) {
      notes_.add({from, fmt::format("'{}' is no sign", text_.substr(from, at_ - from)),
                  "write one + or one -", "it is ignored"});
      return;
    }
    push(text_[from] == '+' ? Kind::required : Kind::excluded, from);
    if (next() != '(' && !at_quote()) value(WordPlace::bound);
  }

  /// Whether a word may be an operator, or belongs to a sign or field before it.
  enum class WordPlace { free, bound };

  /// What `field` found.
  enum class Found { nothing, whole, prefix };

  // A word or a filter, with the text fields before it.
  void value(WordPlace place) {
    Found found = field();
    while (found == Found::prefix && next() != '(' && !at_quote()) {
      place = WordPlace::bound;
      found = field();
    }
    if (found == Found::nothing) word(place);
  }

  // "headline:", "country:RU", "date:2007". A text field is a prefix: its value is yet to be read.
  Found field() {
    const std::string_view source = rest();
    std::size_t length = 0;
    while (length < source.size() && is_ascii_letter(source[length])) ++length;
    if (length == 0 || length == source.size() || source[length] != ':') return Found::nothing;
    const std::string name = base::to_lower_ascii(source.substr(0, length));
    const std::size_t from = at_;
    const auto* text_field = base::find_text_field(name);
    const auto* facet = base::find_facet_field(name);
    const bool exact = source.substr(length + 1).starts_with('=') && facet != nullptr;
    const auto date = date_key_of(name);
    if (text_field == nullptr && facet == nullptr && !date) {
      unknown_field(from, length);
      return Found::nothing;
    }
    at_ += length + (exact ? 2 : 1);
    if (!at_value()) {
      missing_value(from, length);
    } else if (date) {
      date_value(*date, from);
    } else if (exact || text_field == nullptr) {
      facet_value(*facet, from);
    } else {
      push(Kind::text_field, from).name = text_field->name;
      return Found::prefix;
    }
    return Found::whole;
  }

  static bool is_ascii_letter(char each) {
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
  }

  // Left to be read as words; times, addresses and the like are passed over in silence.
  void unknown_field(std::size_t from, std::size_t length) {
    const std::string_view value = rest().substr(length + 1);
    const bool looks_like_field = length > 1 && !value.empty() && !value.starts_with("//") &&
                                  value[0] != ')' && !is_space(character_at(value, 0).code);
    if (looks_like_field) {
      const auto name = text_.substr(from, length);
      notes_.add({from, fmt::format("'{}' is no field", name),
                  fmt::format("the fields are {}; to search for the word write {}\\:",
                              known_fields(), name),
                  "read as words"});
    }
  }

  void missing_value(std::size_t from, std::size_t length) {
    const auto name = text_.substr(from, length);
    notes_.add({from, fmt::format("'{}:' has no value right behind it", name),
                fmt::format("write {}:word, {}:\"some words\" or {}:(...)", name, name, name),
                "read as a word"});
    push_word(make_word(name, capitals_), from);
  }

  void facet_value(const base::FacetField& field, std::size_t from) {
    if (next() == '(') {
      push(Kind::facet_field, from).facet = &field;
      return;
    }
    const bool in_quotes = at_quote();
    const auto value = take_value(from);
    if (value.text.empty() || (!in_quotes && !has_letter_or_number(value.text))) {
      notes_.add({from, fmt::format("'{}:' has no value", field.name),
                  fmt::format("write {}:\"...\"", field.name), "the filter is ignored"});
      return push_absent(from);
    }
    if (!in_quotes && value.has_wildcard) {
      notes_.add({from, fmt::format("a value of '{}' is taken whole", field.name),
                  "leave out *, ? and ~, or put the value in quotes",
                  "they are no wildcards here"});
    }
    push_operand(make_node(Facet{std::string(field.name), value.text}), from);
    if (value.boost) push_boost(*value.boost, at_);
    if (in_quotes) boost_after();
  }

  void date_value(DateKey key, std::size_t from) {
    if (next() == '(') {
      notes_.add({from, "a date takes no parentheses", "write date:2007 OR date:2009",
                  "what is in them is read as words"});
      return;
    }
    const bool in_quotes = at_quote();
    const auto value = take_value(from);
    const auto forms = in_quotes ? DateForms::natural : DateForms::numeric;
    const DateReading reading = read_date(key, value.text, forms, today_);
    if (!reading.problem.empty()) {
      notes_.add({from, reading.problem,
                  "write date:2007, date:2007-02-22, date:2007-02..2007-03 or "
                  "date:\"last 30 days\"",
                  reading.range ? "its ends are exchanged" : "read as words"});
    }
    if (reading.range) {
      push_operand(make_node(*reading.range), from);
    } else if (in_quotes) {
      push_phrase(value.text, from);
    } else if (auto word = make_word(value.text, capitals_)) {
      push_operand(make_node(std::move(*word)), from);
    } else {
      push_absent(from);
    }
    if (value.boost) push_boost(*value.boost, at_);
    if (in_quotes) boost_after();
  }

  struct Value {
    std::string text;
    std::optional<double> boost;
    bool has_wildcard = false;
  };

  // The value of a filter, in quotes or up to the next space. Empty if the quotes have no end.
  Value take_value(std::size_t from) {
    if (at_quote()) return {std::string(trim_spaces(quoted().value_or(""))), {}, false};
    Run run = Run::read(rest());
    at_ += run.source_bytes();
    Value out;
    out.boost = take_boost(run, from);
    out.has_wildcard = run.has_active("*?~");
    const auto end = run.text().find_last_not_of(sentence_marks);
    out.text = run.text().substr(0, end == std::string::npos ? 0 : end + 1);
    return out;
  }

  std::optional<double> take_boost(Run& run, std::size_t from) {
    const auto suffix = run.take_suffix('^');
    if (!suffix) return std::nullopt;
    const auto factor = factor_of(*suffix);
    if (factor) return factor;
    const bool meant_as_number =
        suffix->empty() || suffix->find_first_not_of("+-.0123456789eE") == std::string::npos;
    if (meant_as_number && has_letter_or_number(run.text())) bad_boost(from);
    if (!meant_as_number) run.put_back('^', *suffix);
    return std::nullopt;
  }

  void word(WordPlace place) {
    const std::size_t from = at_;
    Run run = Run::read(rest());
    at_ += run.source_bytes();
    if (place == WordPlace::free && !run.plain() && push_operator(run, from)) return;
    const auto boost = take_boost(run, from);
    const std::size_t before = tokens_.size();
    word_forms(run, from);
    if (boost && tokens_.size() > before) push_boost(*boost, at_);
  }

  bool push_operator(const Run& run, std::size_t from) {
    // In a text written in capitals AND, OR, NOT and NEAR are words; what has a slash is no word.
    const auto op = operator_of(run.text());
    const bool is_word = capitals_ == CapitalRule::off && run.text().find('/') == std::string::npos;
    if (!op || run.source_bytes() != run.text().size()) return false;
    if (is_word) {
      if (!shouting_remarked_) {
        notes_.remark(from,
                      fmt::format("'{}' is read as a word, as all is in capitals", run.text()));
      }
      shouting_remarked_ = true;
      return false;
    }
    push(op->kind == Operator::Kind::negation ? Kind::negation : Kind::binary, from).op = *op;
    if (op->kind == Operator::Kind::proximity && op->distance == 0) {
      notes_.add({from, "words are at least 1 apart", "write NEAR/1", "read as 1"});
      tokens_.back().op.distance = 1;
    }
    return true;
  }

  void word_forms(Run& run, std::size_t from) {
    if (run.text() == "*" && run.has_active("*")) {
      return push_operand(make_node(Everything{}), from);
    }
    if (fuzzy(run, from)) return;
    const bool wildcards = run.has_active("*?") && !run.has_quoted("*?") &&
                           run.text().find("://") == std::string::npos;
    if (wildcards) {
      if (auto pattern = make_wildcard(run.text())) {
        return push_operand(make_node(std::move(*pattern)), from);
      }
      bad_pattern(run.text(), from);
    }
    push_word(make_word(run.text(), run.plain() ? CapitalRule::off : capitals_), from);
  }

  // Question marks behind a word, and wildcards without one, are punctuation.
  void bad_pattern(std::string_view text, std::size_t from) {
    const auto end = text.find_last_not_of("?!,;:.");
    const bool meant = end != std::string_view::npos && has_letter_or_number(text) &&
                       text.substr(0, end + 1).find_first_of("*?") != std::string_view::npos;
    if (!meant) return;
    notes_.add({from, fmt::format("'{}' is no pattern", text),
                "a wildcard stands inside or at the end of a word of three letters or more",
                "read as a word"});
  }

  // "colour~1". False if the run is none.
  bool fuzzy(Run& run, std::size_t from) {
    const auto suffix = run.take_suffix('~');
    if (!suffix) return false;
    if (suffix->find_first_not_of(".0123456789") != std::string::npos) {
      run.put_back('~', *suffix);
      return false;
    }
    auto word = make_word(run.text(), CapitalRule::off);
    if (!word || *suffix == "0") return false;
    if (run.has_active("*?") && make_wildcard(run.text())) {
      notes_.add({from, "a pattern cannot be fuzzy too", "write the pattern or the '~'",
                  "the '~' is ignored"});
      return false;
    }
    unsigned edits = suffix->find('.') == std::string::npos ? 2 : 1;
    if (suffix->empty() || *suffix == "1") edits = 1;
    if (suffix->size() > 1 || suffix->find_first_not_of("12") != std::string::npos) {
      notes_.add({from, "a word can be 1 or 2 edits away", "write colour~1 or colour~2",
                  fmt::format("read as {}", edits)});
    }
    push_operand(make_node(Fuzzy{std::move(word->text), edits}), from);
    return true;
  }

  void push_word(std::optional<Word> word, std::size_t from) {
    if (word) push_operand(make_node(std::move(*word)), from);
  }

  void push_phrase(std::string_view text, std::size_t from) {
    auto content = make_phrase(text);
    if (!content) return push_absent(from);
    push_operand(make_node(std::move(*content)), from);
  }

  std::string_view text_;
  Date today_;
  NoteList& notes_;
  CapitalRule capitals_;
  Tokens tokens_;
  std::size_t at_ = 0;
  bool after_space_ = true;
  bool shouting_remarked_ = false;
};

}  // namespace

Tokens lex(std::string_view text, Date today, NoteList& notes) {
  return Lexer(text, today, notes).lex();
}

}  // namespace dateline::query
