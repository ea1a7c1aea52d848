#include "query/filter_values.h"

#include <string>
#include <utility>
#include <vector>

#include "query/nodes.h"

namespace dateline::query {
namespace {

class Distribution {
 public:
  explicit Distribution(const base::FacetField& field) : field_(field) {}

  NodePtr of(const NodePtr& node) const {
    return std::visit([&](const auto& content) { return filter(content, node); }, node->content);
  }

 private:
  NodePtr value(std::string text) const {
    return make_node(Facet{std::string(field_.name), std::move(text)});
  }

  std::vector<NodePtr> all(const std::vector<NodePtr>& operands) const {
    std::vector<NodePtr> out;
    for (const NodePtr& each : operands) out.push_back(of(each));
    return out;
  }

  NodePtr filter(const Word& word, const NodePtr&) const { return value(word.text); }
  NodePtr filter(const Phrase& phrase, const NodePtr&) const { return value(phrase.text); }
  NodePtr filter(const Wildcard& wildcard, const NodePtr&) const { return value(wildcard.pattern); }
  NodePtr filter(const Fuzzy& fuzzy, const NodePtr&) const { return value(fuzzy.text); }
  NodePtr filter(const Near& near, const NodePtr&) const { return make_and(all(near.operands)); }
  NodePtr filter(const And& both, const NodePtr&) const { return make_and(all(both.operands)); }
  NodePtr filter(const Or& either, const NodePtr&) const { return make_or(all(either.operands)); }
  NodePtr filter(const Not& negation, const NodePtr&) const {
    return make_not(of(negation.operand));
  }
  NodePtr filter(const Boosted& boosted, const NodePtr&) const {
    return make_boosted(of(boosted.operand), boosted.factor);
  }

  NodePtr filter(const Group& group, const NodePtr&) const {
    std::vector<Group::Clause> out;
    for (const auto& [occur, operand] : group.clauses) out.push_back({occur, of(operand)});
    return make_group(std::move(out));
  }

  template <class Other>
  NodePtr filter(const Other&, const NodePtr& node) const {
    return node;
  }

  const base::FacetField& field_;
};

const Word* word_of(const Token& token) {
  return token.kind == Token::Kind::operand ? std::get_if<Word>(&token.node->content) : nullptr;
}

}  // namespace

Tokens join_values(Tokens tokens) {
  using Kind = Token::Kind;
  Tokens out;
  out.reserve(tokens.size());
  std::vector<bool> values{
      false};  // for each parenthesis open: what is in it are values of a filter
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Kind before = out.empty() ? Kind::close : out.back().kind;
    const Kind kind = tokens[i].kind;
    if (kind == Kind::open) {
      values.push_back(before == Kind::facet_field ||
                       (before != Kind::text_field && values.back()));
    }
    if (kind == Kind::close) values.pop_back();
    const Word* word = word_of(tokens[i]);
    out.push_back(std::move(tokens[i]));
    if (!values.back() || word == nullptr || before == Kind::text_field) continue;
    std::string joined = word->text;
    for (; i + 1 < tokens.size() && word_of(tokens[i + 1]) != nullptr; ++i) {
      joined += ' ' + word_of(tokens[i + 1])->text;
    }
    out.back().node = make_node(Word{std::move(joined), false});
  }
  return out;
}

NodePtr filter_by(const base::FacetField& field, const NodePtr& values) {
  return Distribution(field).of(values);
}

}  // namespace dateline::query
