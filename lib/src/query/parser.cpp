#include "query/parser.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "query/filter_values.h"
#include "query/nodes.h"
#include "query/proximity.h"

namespace dateline::query {
namespace {

using Kind = Token::Kind;
using Occur = Group::Occur;

// Recursive only through parentheses, of which balanced tokens have few.
class Parser {
 public:
  Parser(Tokens tokens, NoteList& notes) : tokens_(std::move(tokens)), notes_(notes) {}

  NodePtr group() {
    std::vector<Group::Clause> clauses;
    while (at_ < tokens_.size() && tokens_[at_].kind != Kind::close) {
      Group::Clause clause = either();
      if (!is<Nothing>(clause.operand)) clauses.push_back(std::move(clause));
    }
    return make_group(std::move(clauses));
  }

 private:
  bool at(Kind kind) const { return at_ < tokens_.size() && tokens_[at_].kind == kind; }
  bool at(Operator::Kind kind) const { return at(Kind::binary) && tokens_[at_].op.kind == kind; }

  NodePtr operand_of_operator(Group::Clause clause) {
    if (clause.occur == Occur::required) {
      notes_.add(
          {sign_offset_, "'+' has no effect beside an operator", "leave it out", "it is ignored"});
    }
    const bool negated = clause.occur == Occur::excluded && !is<Nothing>(clause.operand);
    return negated ? make_not(std::move(clause.operand)) : std::move(clause.operand);
  }

  Group::Clause either() {
    Group::Clause first = both();
    if (!at(Operator::Kind::disjunction)) return first;
    std::vector<NodePtr> operands{operand_of_operator(std::move(first))};
    while (at(Operator::Kind::disjunction)) {
      ++at_;
      operands.push_back(operand_of_operator(both()));
    }
    return {Occur::optional, make_or(std::move(operands))};
  }

  // AND with an operand that was passed over is the other one.
  static NodePtr both_of(std::vector<NodePtr> operands) {
    std::erase_if(operands, is<Nothing>);
    return make_and(std::move(operands));
  }

  Group::Clause both() {
    Group::Clause first = near();
    if (!at(Operator::Kind::conjunction)) return first;
    std::vector<NodePtr> operands{operand_of_operator(std::move(first))};
    while (at(Operator::Kind::conjunction)) {
      ++at_;
      operands.push_back(operand_of_operator(near()));
    }
    return {Occur::optional, both_of(std::move(operands))};
  }

  Group::Clause near() {
    Group::Clause first = with_sign();
    if (!at(Operator::Kind::proximity)) return first;
    const std::size_t offset = tokens_[at_].offset;
    std::vector<NodePtr> operands{operand_of_operator(std::move(first))};
    std::vector<Operator> operators;
    while (at(Operator::Kind::proximity)) {
      operators.push_back(tokens_[at_++].op);
      operands.push_back(operand_of_operator(with_sign()));
    }
    if (NodePtr out = make_near(operands, operators)) return {Occur::optional, std::move(out)};
    return {Occur::optional, joined_without_place(std::move(operands), offset)};
  }

  Group::Clause with_sign() {
    bool negated = false;
    Occur occur = Occur::optional;
    for (; at(Kind::negation) || at(Kind::required) || at(Kind::excluded); ++at_) {
      sign_offset_ = tokens_[at_].offset;
      if (at(Kind::required)) {
        occur = Occur::required;
      } else {
        negated = !negated;
      }
    }
    NodePtr operand = boosted();
    return {negated ? Occur::excluded : occur, std::move(operand)};
  }

  NodePtr joined_without_place(std::vector<NodePtr> operands, std::size_t offset) {
    notes_.add({offset, "NEAR and ADJ join words, phrases and patterns, or a few of them with OR",
                "write (oil OR gas) NEAR/5 \"crude price\", headline:(oil NEAR price) or "
                "NOT (oil NEAR price)",
                "read as AND"});
    return both_of(std::move(operands));
  }

  NodePtr boosted() {
    NodePtr operand = primary();
    if (!at(Kind::boost)) return operand;
    return make_boosted(std::move(operand), tokens_[at_++].factor);
  }

  NodePtr primary() {
    const Token* field = nullptr;
    while (at(Kind::text_field) || at(Kind::facet_field)) field = &tokens_[at_++];
    NodePtr operand = at(Kind::open) ? parenthesised() : tokens_[at_++].node;
    if (field == nullptr) return operand;
    return field->kind == Kind::text_field ? make_fielded(field->name, std::move(operand))
                                           : filter_by(*field->facet, operand);
  }

  NodePtr parenthesised() {
    ++at_;
    NodePtr out = group();
    ++at_;
    return out;
  }

  Tokens tokens_;
  NoteList& notes_;
  std::size_t at_ = 0;
  std::size_t sign_offset_ = 0;
};

}  // namespace

NodePtr parse_tokens(Tokens tokens, NoteList& notes) {
  return Parser(std::move(tokens), notes).group();
}

}  // namespace dateline::query
