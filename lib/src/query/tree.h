#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dateline/article.h"
#include "dateline/query.h"

namespace dateline::query {

struct Node;
using NodePtr = std::shared_ptr<const Node>;

/// No article.
struct Nothing {
  bool operator==(const Nothing&) const = default;
};

/// Every article: `*`.
struct Everything {
  bool operator==(const Everything&) const = default;
};

/// One word as typed, cut by the analyser when it is searched for (it may turn out to be several).
struct Word {
  std::string text;
  /// Typed with a capital (and the query not shouted): the exact form is looked for too and ranks
  /// above other inflections by a constant bonus.
  bool prefer_exact = false;
  bool operator==(const Word&) const = default;
};

/// "Quoted": these words in this order, a single one exactly as written.
struct Phrase {
  std::string text;
  bool operator==(const Phrase&) const = default;
};

/// `oil NEAR/5 price`, `oil ADJ/3 price`: operands are Word, Phrase or Wildcard.
struct Near {
  std::vector<NodePtr> operands;
  unsigned distance = 0;  ///< at most so many words apart
  bool ordered = false;   ///< ADJ
  bool operator==(const Near&) const;
};

/// `negot*`, `wom?n`: * any run of characters, ? exactly one.
struct Wildcard {
  std::string pattern;
  bool operator==(const Wildcard&) const = default;
};

/// `colour~1`: words within so many edits (1 or 2).
struct Fuzzy {
  std::string text;
  unsigned edits = 1;
  bool operator==(const Fuzzy&) const = default;
};

/// `headline:X`; `field` is a name of base/text_fields.h.
struct Fielded {
  std::string field;
  NodePtr operand;
  bool operator==(const Fielded&) const;
};

/// `person:"Condoleezza Rice"`; `field` is a name of base/facet_fields.h, `value` as typed.
struct Facet {
  std::string field;
  std::string value;
  bool operator==(const Facet&) const = default;
};

/// Days, both ends included, an absent end open.
struct DateRange {
  std::optional<Date> from;
  std::optional<Date> to;
  bool operator==(const DateRange&) const = default;
};

struct Boosted {
  NodePtr operand;
  double factor = 1;
  bool operator==(const Boosted&) const;
};

struct And {
  std::vector<NodePtr> operands;
  bool operator==(const And&) const;
};

struct Or {
  std::vector<NodePtr> operands;
  bool operator==(const Or&) const;
};

/// Everything but `operand`.
struct Not {
  NodePtr operand;
  bool operator==(const Not&) const;
};

/// Clauses written side by side without an operator. How many of the optional ones an article must
/// have is the request's `Match`; required ones it must have, excluded ones it must not.
struct Group {
  enum class Occur { optional, required, excluded };
  struct Clause {
    Occur occur = Occur::optional;
    NodePtr operand;
    bool operator==(const Clause&) const;
  };
  std::vector<Clause> clauses;
  bool operator==(const Group&) const = default;
};

/// A query tree. Immutable once built, shared by copies of Query.
struct Node {
  std::variant<Nothing, Everything, Word, Phrase, Near, Wildcard, Fuzzy, Fielded, Facet, DateRange,
               Boosted, And, Or, Not, Group>
      content;
  bool operator==(const Node&) const = default;
};

template <class Content>
NodePtr make_node(Content content) {
  return std::make_shared<const Node>(Node{std::move(content)});
}

/// How deep a tree may be; the parser flattens or refuses what nests deeper.
inline constexpr std::size_t max_depth = 128;

}  // namespace dateline::query
