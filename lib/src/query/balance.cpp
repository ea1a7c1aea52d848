#include "query/balance.h"

#include <utility>

#include <fmt/format.h>

#include "query/nodes.h"

namespace dateline::query {
namespace {

using Kind = Token::Kind;

// Tokens that are search words themselves or become such where they make no sense.
bool is_content(const Token& token) {
  return token.kind == Kind::operand || token.kind == Kind::binary || token.kind == Kind::negation;
}

class Parentheses {
 public:
  Parentheses(Tokens& tokens, NoteList& notes)
      : tokens_(tokens), notes_(notes), dropped_(tokens.size(), false) {}

  // Drops what has no partner, no content or too many around it.
  void match() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      if (token.kind == Kind::open) {
        open(i);
      } else if (token.kind == Kind::close) {
        close(i);
      } else if (is_content(token) && !stack_.empty()) {
        stack_.back().has_content = true;
      }
    }
  }

  Tokens result() {
    Tokens out;
    out.reserve(tokens_.size() + stack_.size());
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!dropped_[i]) out.push_back(std::move(tokens_[i]));
    }
    return out;
  }

  // Closes at the end what is still open.
  void close_rest() {
    while (!stack_.empty()) {
      const std::size_t opened = stack_.back().at;
      if (!dropped_[opened]) {
        notes_.add({tokens_[opened].offset, "'(' is never closed", "add ')'", "closed at the end"});
      }
      Token& end = tokens_.emplace_back();
      end.kind = Kind::close;
      end.offset = tokens_[opened].offset;
      dropped_.push_back(false);
      close(tokens_.size() - 1);
    }
  }

 private:
  struct Open {
    std::size_t at;
    bool has_content = false;
  };

  void open(std::size_t at) {
    if (kept_ == max_nesting) {
      if (!complained_of_depth_) {
        notes_.add({tokens_[at].offset,
                    fmt::format("parentheses are nested deeper than {}", max_nesting),
                    "write it flatter", "the inner ones are ignored"});
      }
      complained_of_depth_ = true;
      dropped_[at] = true;
    } else {
      ++kept_;
    }
    stack_.push_back({at});
  }

  void close(std::size_t at) {
    if (stack_.empty()) {
      notes_.add({tokens_[at].offset, "')' closes nothing", "leave it out", "it is ignored"});
      dropped_[at] = true;
      return;
    }
    const Open opened = stack_.back();
    stack_.pop_back();
    dropped_[at] = dropped_[opened.at];
    if (!dropped_[at]) --kept_;
    if (!opened.has_content) make_absent(opened.at, at);
    if (!stack_.empty()) stack_.back().has_content = true;
  }

  void make_absent(std::size_t open, std::size_t close) {
    notes_.add({tokens_[open].offset, "there is nothing between '(' and ')'",
                "write something or leave them out", "they are ignored"});
    tokens_[open].kind = Kind::operand;
    tokens_[open].node = make_node(Nothing{});
    dropped_[open] = false;
    dropped_[close] = true;
  }

  Tokens& tokens_;
  NoteList& notes_;
  std::vector<bool> dropped_;
  std::vector<Open> stack_;
  std::size_t kept_ = 0;
  bool complained_of_depth_ = false;
};

// Makes words of operators that have no operand to the left or right. Drops boosts whose operand
// was dropped before, and signs that a dropped parenthesis has left behind a field.
Tokens with_operators_in_place(Tokens tokens, NoteList& notes) {
  Tokens out;
  out.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Token& token = tokens[i];
    const Kind before = out.empty() ? Kind::open : out.back().kind;
    const bool after_field = before == Kind::text_field || before == Kind::facet_field;
    const bool after_operand =
        before == Kind::operand || before == Kind::close || before == Kind::boost;
    const bool more = i + 1 < tokens.size() && tokens[i + 1].kind != Kind::close &&
                      tokens[i + 1].kind != Kind::boost;
    const bool binary = token.kind == Kind::binary;
    const bool negation = token.kind == Kind::negation;
    const bool fits = more && (binary ? after_operand : !after_field);
    if ((binary || negation) && !fits) {
      notes.add({token.offset, fmt::format("'{}' is not between what it should join", token.text),
                 fmt::format("to search for the word write \\{}", token.text), "read as a word"});
      token.kind = Kind::operand;
      token.node = make_node(Word{std::string(token.text), false});
    }
    const bool sign = token.kind == Kind::required || token.kind == Kind::excluded;
    const bool boosts_nothing =
        token.kind == Kind::boost && (!after_operand || before == Kind::boost);
    if (!boosts_nothing && !(sign && after_field)) out.push_back(std::move(token));
  }
  return out;
}

}  // namespace

Tokens balance(Tokens tokens, NoteList& notes) {
  Parentheses parentheses(tokens, notes);
  parentheses.match();
  parentheses.close_rest();
  return with_operators_in_place(parentheses.result(), notes);
}

}  // namespace dateline::query
