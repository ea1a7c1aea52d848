#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "search/compiler.h"
#include "search/proximity.h"
#include "store/schema.h"

namespace dateline::search {
namespace {

namespace schema = store::schema;
using MaybePlan = Compiler::MaybePlan;

bool is_pattern(const query::NodePtr& node) {
  return std::holds_alternative<query::Wildcard>(node->content) ||
         std::holds_alternative<query::Fuzzy>(node->content);
}

Plan run_plan(const base::TextFieldInfo& field, const std::vector<std::string>& run) {
  std::vector<std::string> terms;
  terms.reserve(run.size());
  for (const std::string& word : run) terms.push_back(schema::word_term(field, word));
  return phrase(std::move(terms));
}

}  // namespace

MaybePlan Compiler::operator()(const query::Near& near) {
  if (near.operands.size() > max_near_operands) {
    warn(fmt::format("NEAR and ADJ take at most {} words; these are looked for anywhere",
                     max_near_operands));
    query::And conjunction{near.operands};
    return (*this)(conjunction);
  }
  const bool expands = std::any_of(near.operands.begin(), near.operands.end(), is_pattern);
  if (expands && !may_expand()) return std::nullopt;
  std::vector<const base::TextFieldInfo*> fields{field_};
  // In headline or body, never across the two.
  if (field_ == nullptr) fields = {body_, headline_};
  std::vector<Plan> places;
  for (const base::TextFieldInfo* field : fields) {
    Plan place;
    place.op = Plan::Op::near;
    place.distance = near.distance;
    place.ordered = near.ordered;
    bool possible = true;
    for (const query::NodePtr& each : near.operands) {
      MaybePlan operand = near_operand(*each, *field);
      if (!operand) continue;
      possible = possible && operand->op != Plan::Op::nothing;
      place.parts.push_back(std::move(*operand));
    }
    if (place.parts.empty()) return std::nullopt;
    if (place.parts.size() == 1) place = filter(std::move(place.parts.front()));
    if (possible) places.push_back(std::move(place));
  }
  std::vector<Plan> weights;
  for (const query::NodePtr& each : near.operands) weights.push_back(near_weight(*each));
  return with_weight(any_of(std::move(places)), any_of(std::move(weights)));
}

MaybePlan Compiler::near_operand(const query::Node& node, const base::TextFieldInfo& field) {
  std::vector<Plan> runs;
  if (const auto* word = std::get_if<query::Word>(&node.content)) {
    const Words& words = analyzer_->words(word->text);
    if (words.empty()) return std::nullopt;
    for (const auto& run : readings(words)) runs.push_back(run_plan(field, run));
  } else if (const auto* quoted = std::get_if<query::Phrase>(&node.content)) {
    const Words& words = analyzer_->words(quoted->text);
    if (words.empty()) return std::nullopt;
    for (const auto& run : readings(words)) runs.push_back(run_plan(field, run));
  } else if (const auto* wildcard = std::get_if<query::Wildcard>(&node.content)) {
    for (const IndexedWord& each : expand(*wildcard, field).words) {
      runs.push_back(run_plan(field, {each.word}));
    }
  } else if (const auto* fuzzy = std::get_if<query::Fuzzy>(&node.content)) {
    for (const IndexedWord& each : expand(*fuzzy, field).words) {
      runs.push_back(run_plan(field, {each.word}));
    }
  } else {
    return std::nullopt;
  }
  return any_of(std::move(runs));
}

Plan Compiler::near_weight(const query::Node& node) {
  if (const auto* wildcard = std::get_if<query::Wildcard>(&node.content)) {
    return expansion(wildcard->pattern, expand(*wildcard, word_list_field()));
  }
  if (const auto* fuzzy = std::get_if<query::Fuzzy>(&node.content)) {
    return expansion(fuzzy->text, expand(*fuzzy, word_list_field()));
  }
  Words words;
  if (const auto* word = std::get_if<query::Word>(&node.content)) {
    words = analyzer_->words(word->text);
    note_word(word->text, words);
  } else if (const auto* quoted = std::get_if<query::Phrase>(&node.content)) {
    words = analyzer_->words(quoted->text);
  }
  highlight_exact(words);
  return weights(plain_words(words));
}

}  // namespace dateline::search
