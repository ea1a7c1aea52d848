#include "dateline/query.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/facet_fields.h"
#include "base/text_fields.h"
#include "dateline/dates.h"
#include "dateline/error.h"
#include "query/balance.h"
#include "query/characters.h"
#include "query/filter_values.h"
#include "query/lexer.h"
#include "query/nodes.h"
#include "query/parser.h"
#include "query/printer.h"
#include "query/words.h"

namespace dateline {
namespace {

using query::make_node;
using query::NodePtr;

void check_day(Date date) {
  using std::chrono::year;
  if (date.ok() && date.year() >= year{1} && date.year() <= year{9999}) return;
  throw InvalidArgumentError(
      fmt::format("query: {}-{}-{} is no day of the years 1 to 9999", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())));
}

Date today_of(const ParseOptions& options) {
  if (options.today) {
    check_day(*options.today);
    return *options.today;
  }
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

template <class Fields>
std::string names_of(const Fields& fields) {
  std::string out;
  for (const auto& each : fields) {
    if (!out.empty()) out += ", ";
    out += each.name;
  }
  return out;
}

}  // namespace

Query::Query() : root_(make_node(query::Nothing{})) {}

Query::Query(std::shared_ptr<const query::Node> root, std::vector<QueryNote> notes)
    : root_(std::move(root)), notes_(std::move(notes)) {}

Query Query::parse(std::string_view text, const ParseOptions& options) {
  const std::string clean = query::without_malformed_bytes(text);
  if (options.syntax == Syntax::plain) return Query(query::plain_words(clean));
  query::NoteList notes(options.syntax);
  if (clean != text) {
    const auto differs = std::mismatch(clean.begin(), clean.end(), text.begin()).first;
    notes.add({static_cast<std::size_t>(differs - clean.begin()), "the text is not UTF-8",
               "write it in UTF-8", "the bytes are read as spaces"});
  }
  auto tokens = query::balance(query::lex(clean, today_of(options), notes), notes);
  NodePtr root = query::parse_tokens(query::join_values(std::move(tokens)), notes);
  return Query(std::move(root), notes.take());
}

Query Query::everything() {
  return Query(make_node(query::Everything{}));
}

Query Query::words(std::string_view text) {
  return parse(text, {.syntax = Syntax::plain});
}

Query Query::phrase(std::string_view text) {
  auto content = query::make_phrase(query::without_malformed_bytes(text));
  return content ? Query(make_node(std::move(*content))) : Query();
}

Query Query::all_of(std::vector<Query> operands) {
  std::vector<NodePtr> roots;
  for (Query& each : operands) roots.push_back(std::move(each.root_));
  return checked(query::make_and(std::move(roots)));
}

Query Query::any_of(std::vector<Query> operands) {
  std::vector<NodePtr> roots;
  for (Query& each : operands) roots.push_back(std::move(each.root_));
  return checked(query::make_or(std::move(roots)));
}

Query Query::without(Query wanted, Query excluded) {
  if (excluded.empty()) return wanted;
  return checked(
      query::make_and({std::move(wanted.root_), query::make_not(std::move(excluded.root_))}));
}

Query Query::in_field(std::string_view field, Query operand) {
  if (base::find_text_field(field) == nullptr) {
    throw InvalidArgumentError(fmt::format("query: no text field '{}'; there are {}", field,
                                           names_of(base::text_fields())));
  }
  return checked(query::make_fielded(field, std::move(operand.root_)));
}

Query Query::facet(std::string_view field, std::string_view value) {
  if (base::find_facet_field(field) == nullptr) {
    throw InvalidArgumentError(
        fmt::format("query: no facet '{}'; there are {}", field, names_of(base::facet_fields())));
  }
  const std::string clean = query::without_malformed_bytes(value);
  const std::string_view trimmed = query::trim_spaces(clean);
  if (trimmed.empty()) {
    throw InvalidArgumentError(fmt::format("query: the value for facet '{}' is empty", field));
  }
  return Query(make_node(query::Facet{std::string(field), std::string(trimmed)}));
}

Query Query::dated(std::optional<Date> from, std::optional<Date> to) {
  if (from) check_day(*from);
  if (to) check_day(*to);
  if (from && to && *from > *to) {
    throw InvalidArgumentError(fmt::format("query: the days from {} to {} end before they begin",
                                           dateline::to_string(*from), dateline::to_string(*to)));
  }
  if (!from && !to) return everything();
  return Query(make_node(query::DateRange{from, to}));
}

Query Query::boosted(Query operand, double factor) {
  if (!std::isfinite(factor) || factor < 0) {
    throw InvalidArgumentError(fmt::format("query: a boost of {} is not 0 or more", factor));
  }
  return checked(query::make_boosted(std::move(operand.root_), factor));
}

Query Query::checked(std::shared_ptr<const query::Node> root) {
  const std::size_t nesting = query::print(*root).nesting;
  if (nesting > query::max_nesting) {
    throw InvalidArgumentError(fmt::format(
        "query: {} parts are nested in one another, at most {} may be; build it flatter", nesting,
        query::max_nesting));
  }
  return Query(std::move(root));
}

std::string Query::to_string() const {
  return query::print(*root_).text;
}

const std::vector<QueryNote>& Query::notes() const {
  return notes_;
}

bool Query::empty() const {
  return std::holds_alternative<query::Nothing>(root_->content);
}

bool Query::operator==(const Query& other) const {
  return root_ == other.root_ || *root_ == *other.root_;
}

const query::Node& Query::root() const {
  return *root_;
}

}  // namespace dateline
