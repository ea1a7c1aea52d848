#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/article.h"
#include "dateline/export.h"

namespace dateline {

namespace query {
struct Node;
}

/// Something that the parser passed over or read differently from what was written.
struct QueryNote {
  std::size_t offset = 0;  ///< byte of the query text
  std::string message;
};

enum class Syntax {
  lenient,  ///< never fails: what cannot be an operator is read as words, with a note
  strict,   ///< throws ParseError
  plain,    ///< no operators at all: a bag of words
};

struct ParseOptions {
  Syntax syntax = Syntax::lenient;
  /// The day from which "last 30 days" counts back; absent: today in UTC.
  std::optional<Date> today{};
};

/// A query: a tree of words and operators. A value: copies are cheap and share the tree, which
/// never changes. docs/query-language.md describes the language.
class DATELINE_EXPORT Query {
 public:
  /// Matches nothing.
  Query();

  /// Linear in the length of `text`, whatever it holds. Throws ParseError under Syntax::strict
  /// only, and InvalidArgumentError if `options.today` is no day of the years 1 to 9999.
  static Query parse(std::string_view text, const ParseOptions& options = {});

  // Queries built from code have no notes. They nest at most 20 deep, counted in the parentheses
  // that they need when printed: what would be deeper throws InvalidArgumentError.

  static Query everything();
  /// The words of running text: as `parse` under Syntax::plain. How many of them an article must
  /// have is the request's Match.
  static Query words(std::string_view text);
  /// Matches nothing if `text` has neither letter nor digit.
  static Query phrase(std::string_view text);
  /// What all operands match: nothing if one of them matches nothing, or if there is none.
  static Query all_of(std::vector<Query> operands);
  /// What at least one operand matches: nothing if there is none.
  static Query any_of(std::vector<Query> operands);
  static Query without(Query wanted, Query excluded);
  /// `operand` in one text field: headline, body, byline, dateline, source, section. A field inside
  /// `operand` goes before.
  /// Throws InvalidArgumentError for another name, as `facet` does.
  static Query in_field(std::string_view field, Query operand);
  /// One value of one facet, by key, label or alias. Throws InvalidArgumentError for an empty one.
  static Query facet(std::string_view field, std::string_view value);
  /// Days `from` to `to`, both included; an absent end is open, two of them are every article.
  /// Throws InvalidArgumentError if `from` is after `to`, or for what is no day of years 1 to 9999.
  static Query dated(std::optional<Date> from, std::optional<Date> to);
  /// The weight of `operand` times `factor`, which is 0 or more and finite: InvalidArgumentError.
  static Query boosted(Query operand, double factor);

  /// The query in its own language: `parse(to_string())` gives the same tree, without notes.
  std::string to_string() const;
  /// What the parser read differently from what was written, by offset: the first twenty.
  const std::vector<QueryNote>& notes() const;
  /// No words and no operators: what the user typed holds nothing to search for.
  bool empty() const;

  bool operator==(const Query& other) const;

  const query::Node& root() const;  ///< for the library's own rooms

 private:
  explicit Query(std::shared_ptr<const query::Node> root, std::vector<QueryNote> notes = {});
  static Query checked(std::shared_ptr<const query::Node> root);
  std::shared_ptr<const query::Node> root_;
  std::vector<QueryNote> notes_;
};

}  // namespace dateline
