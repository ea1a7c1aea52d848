#include "query/printer.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/dates.h"
#include "base/text_fields.h"
#include "query/characters.h"
#include "query/words.h"

namespace dateline::query {
namespace {

// How tightly what is printed holds together, as in parser.h.
enum class Level { group, either, both, near, negation, boosted, primary };

template <class Content>
bool holds(const Node& node) {
  return std::holds_alternative<Content>(node.content);
}

Level level_of(const Node& node) {
  if (holds<Group>(node)) return Level::group;
  if (holds<Or>(node)) return Level::either;
  if (holds<And>(node)) return Level::both;
  if (holds<Near>(node)) return Level::near;
  if (holds<Not>(node)) return Level::negation;
  if (holds<Boosted>(node)) return Level::boosted;
  return Level::primary;
}

bool is_ascii_letter(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
}

// `text` with a backslash before everything that would have a meaning; `meant` has it.
std::string escape(std::string_view text, std::string_view meant = {}) {
  constexpr std::string_view special = "\\()*?~^";
  std::string out;
  bool may_be_field = true;
  for (std::size_t at = 0; at < text.size();) {
    const Character each = character_at(text, at);
    const char byte = text[at];
    const bool is_special =
        special.find(byte) != std::string_view::npos && meant.find(byte) == std::string_view::npos;
    if (is_special || is_quote(each.code) || (byte == ':' && may_be_field)) out += '\\';
    may_be_field = may_be_field && is_ascii_letter(byte);
    out.append(text, at, each.bytes);
    at += each.bytes;
  }
  return out;
}

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (char each : text) {
    if (each == '"' || each == '\\') out += '\\';
    out += each;
  }
  return out + '"';
}

bool is_bare_value(std::string_view value) {
  for (std::size_t at = 0; at < value.size();) {
    const Character each = character_at(value, at);
    const bool plain = is_letter_or_number(each.code) || is_mark(each.code);
    if (!plain && (each.code > 0x7F ||
                   std::string_view("-_./&'").find(value[at]) == std::string_view::npos)) {
      return false;
    }
    at += each.bytes;
  }
  return has_letter_or_number(value);
}

std::string print_range(const DateRange& range) {
  const std::string from = range.from ? base::to_string(*range.from) : "";
  const std::string to = range.to ? base::to_string(*range.to) : "";
  if (range.from && range.to) {
    const DateSpan span{*range.from, *range.to};
    for (const std::size_t length : {4U, 7U, 10U}) {
      const std::string period = from.substr(0, length);
      if (base::parse_period(period) == span) return "date:" + period;
    }
  }
  return fmt::format("date:{}..{}", from, to);
}

class Printer {
 public:
  Printed result(const Node& root) {
    node(root, Level::group);
    // Nothing in the tree is shouted, so the text must not look as if it were: a backslash shows
    // it.
    if (is_shouted(out_.text)) out_.text.insert(0, "\\ ");
    return std::move(out_);
  }

 private:
  void node(const Node& each, Level at_least) {
    const bool parentheses = level_of(each) < at_least;
    if (parentheses) {
      out_.nesting = std::max(out_.nesting, ++nesting_);
      out_.text += '(';
    }
    std::visit([this](const auto& content) { print(content); }, each.content);
    if (parentheses) {
      --nesting_;
      out_.text += ')';
    }
  }

  void joined(const std::vector<NodePtr>& operands, std::string_view op, Level at_least) {
    for (std::size_t i = 0; i < operands.size(); ++i) {
      if (i > 0) out_.text += op;
      node(*operands[i], at_least);
    }
  }

  void print(const Nothing&) {}
  void print(const Everything&) { out_.text += '*'; }
  void print(const Word& word) {
    const bool is_name = has_capital(word.text);
    if (operator_of(word.text) || (is_name && !word.prefer_exact)) out_.text += '\\';
    out_.text += escape(word.text);
  }
  void print(const Phrase& phrase) { out_.text += quote(phrase.text); }
  void print(const Wildcard& wildcard) { out_.text += escape(wildcard.pattern, "*?"); }
  void print(const Fuzzy& fuzzy) {
    out_.text += fmt::format("{}~{}", escape(fuzzy.text), fuzzy.edits);
  }
  void print(const Facet& facet) {
    // Fields that are both searched by words and counted: `=` asks for the whole value.
    const bool is_text_field = base::find_text_field(facet.field) != nullptr;
    out_.text += facet.field + (is_text_field ? ":=" : ":");
    out_.text += is_bare_value(facet.value) ? facet.value : quote(facet.value);
  }
  void print(const DateRange& range) { out_.text += print_range(range); }
  void print(const Near& near) {
    joined(near.operands, fmt::format(" {}/{} ", near.ordered ? "ADJ" : "NEAR", near.distance),
           Level::primary);
  }
  void print(const And& both) { joined(both.operands, " AND ", Level::near); }
  void print(const Or& either) { joined(either.operands, " OR ", Level::both); }
  void print(const Not& negation) {
    out_.text += "NOT ";
    node(*negation.operand, Level::boosted);
  }
  void print(const Fielded& fielded) {
    out_.text += fielded.field + ':';
    node(*fielded.operand, Level::primary);
  }
  void print(const Boosted& boosted) {
    node(*boosted.operand, Level::primary);
    out_.text += fmt::format("^{}", boosted.factor);
  }
  void print(const Group& group) {
    for (std::size_t i = 0; i < group.clauses.size(); ++i) {
      const auto& [occur, operand] = group.clauses[i];
      if (i > 0) out_.text += ' ';
      if (occur == Group::Occur::required) out_.text += '+';
      if (occur == Group::Occur::excluded) out_.text += '-';
      node(*operand, occur == Group::Occur::optional ? Level::either : Level::boosted);
    }
  }

  Printed out_;
  std::size_t nesting_ = 0;
};

}  // namespace

Printed print(const Node& root) {
  return Printer().result(root);
}

}  // namespace dateline::query
