#include "search/compile.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "dateline/error.h"
#include "search/compiler.h"
#include "search/date_terms.h"
#include "search/facet_labels.h"
#include "search/selections.h"
#include "store/schema.h"

namespace dateline::search {

using query::Group;
using Occur = Group::Occur;
using MaybePlan = Compiler::MaybePlan;

Compiler::Compiler(Match match, const CompileContext& context, Compiled& out)
    : match_(match),
      vocabulary_(context.vocabulary),
      resolver_(context.resolver),
      analyzer_(context.analyzer),
      expander_(context.expander),
      out_(&out),
      body_(base::find_text_field("body")),
      headline_(base::find_text_field("headline")) {}

MaybePlan Compiler::compile_root(const query::Node& root) {
  prepare_expansions(root);
  MaybePlan out = compile(root);
  if (expander_->stopped()) {
    out_->cut = true;
    warn("not every form of the wildcards and fuzzy words was found in time");
  }
  return out;
}

MaybePlan Compiler::compile(const query::Node& node) {
  return std::visit(*this, node.content);
}

MaybePlan Compiler::operator()(const query::Nothing&) {
  return nothing();
}

MaybePlan Compiler::operator()(const query::Everything&) {
  return everything();
}

MaybePlan Compiler::operator()(const query::Fielded& fielded) {
  const base::TextFieldInfo* field = base::find_text_field(fielded.field);
  if (field == nullptr) {
    throw InvalidArgumentError(fmt::format("there is no text field \"{}\"", fielded.field));
  }
  const auto* outer = std::exchange(field_, field);
  MaybePlan out = compile(*fielded.operand);
  field_ = outer;
  return out;
}

MaybePlan Compiler::operator()(const query::Facet& facet) {
  std::vector<Selection> selected;
  select(selected, facet_field(facet.field), facet.value, *resolver_, out_->warnings);
  std::vector<Plan> terms;
  for (const std::string& key : selected.front().keys) {
    terms.push_back(term(store::schema::facet_term(*selected.front().field, key)));
  }
  return filter(any_of(std::move(terms)));
}

MaybePlan Compiler::operator()(const query::DateRange& range) {
  if (range.from && range.to && *range.to < *range.from) {
    warn("a range of dates that ends before it begins has no days");
  }
  return date_filter(*vocabulary_, range.from, range.to);
}

MaybePlan Compiler::operator()(const query::Boosted& boosted) {
  if (!std::isfinite(boosted.factor) || boosted.factor < 0) {
    throw InvalidArgumentError(
        fmt::format("a boost must be a number from 0 on, not {}", boosted.factor));
  }
  MaybePlan part = compile(*boosted.operand);
  if (!part) return part;
  return scaled(std::move(*part), boosted.factor);
}

MaybePlan Compiler::operator()(const query::And& conjunction) {
  std::vector<Plan> wanted;
  std::vector<Plan> unwanted;
  for (const query::NodePtr& each : conjunction.operands) {
    if (const auto* negation = std::get_if<query::Not>(&each->content)) {
      unwanted.push_back(excluded(*negation->operand));
    } else if (MaybePlan part = compile(*each)) {
      wanted.push_back(std::move(*part));
    }
  }
  if (wanted.empty() && unwanted.empty()) return std::nullopt;
  return without(all_of(std::move(wanted)), any_of(std::move(unwanted)));
}

MaybePlan Compiler::operator()(const query::Or& disjunction) {
  std::vector<Plan> parts;
  bool any = false;
  for (const query::NodePtr& each : disjunction.operands) {
    if (MaybePlan part = compile(*each)) {
      any = true;
      parts.push_back(std::move(*part));
    }
  }
  if (!any) return std::nullopt;
  return any_of(std::move(parts));
}

MaybePlan Compiler::operator()(const query::Not& negation) {
  return without(everything(), excluded(*negation.operand));
}

Plan Compiler::excluded(const query::Node& node) {
  const bool outer = std::exchange(negated_, !negated_);
  MaybePlan part = compile(node);
  negated_ = outer;
  return filter(std::move(part).value_or(nothing()));
}

MaybePlan Compiler::operator()(const Group& group) {
  std::vector<const query::Node*> words;  // the optional clauses, each once
  std::vector<const query::Node*> musts;
  std::vector<Plan> unwanted;
  for (const Group::Clause& clause : group.clauses) {
    const query::Node& node = *clause.operand;
    if (clause.occur == Occur::excluded) {
      unwanted.push_back(excluded(node));
    } else if (clause.occur == Occur::required || is_filter(node)) {
      musts.push_back(&node);
    } else if (std::none_of(words.begin(), words.end(),
                            [&](const query::Node* each) { return *each == node; })) {
      words.push_back(&node);
    }
  }
  const auto says_something = [this](const query::Node* each) {
    return !is_filter(*each) && !is_stop_word(*each);
  };
  if (std::any_of(words.begin(), words.end(), says_something) ||
      std::any_of(musts.begin(), musts.end(), says_something)) {
    std::erase_if(words, [this](const query::Node* each) { return is_stop_word(*each); });
  }

  std::vector<Plan> required;
  bool required_words = false;
  for (const query::Node* each : musts) {
    if (MaybePlan part = compile(*each)) required.push_back(std::move(*part));
    required_words = required_words || !is_filter(*each);
  }
  std::vector<Plan> optional;
  for (const query::Node* each : words) {
    if (MaybePlan part = compile(*each)) optional.push_back(std::move(*part));
  }
  if (required.empty() && optional.empty() && unwanted.empty()) return std::nullopt;

  const std::size_t count = optional.size();
  if (count > 1 || (count == 1 && required_words)) out_->can_relax = true;
  Plan wanted;
  if (match_ == Match::any && required_words) {
    // Where a required word is there already, "any" asks for no more.
    wanted = with_weight(all_of(std::move(required)), any_of(std::move(optional)));
  } else {
    required.push_back(at_least(std::move(optional), needed(count)));
    wanted = all_of(std::move(required));
  }
  return without(std::move(wanted), any_of(std::move(unwanted)));
}

unsigned Compiler::needed(std::size_t optional) const {
  switch (match_) {
    case Match::any:
      return std::min<unsigned>(1, static_cast<unsigned>(optional));
    case Match::most:
      return static_cast<unsigned>((2 * optional + 2) / 3);
    default:
      return static_cast<unsigned>(optional);
  }
}

// What narrows a search without being a word of it. Relaxing never drops it.
bool Compiler::is_filter(const query::Node& node) const {
  const auto all_filters = [this](const std::vector<query::NodePtr>& nodes) {
    return std::all_of(nodes.begin(), nodes.end(),
                       [this](const query::NodePtr& each) { return is_filter(*each); });
  };
  const auto& content = node.content;
  if (const auto* conjunction = std::get_if<query::And>(&content)) {
    return all_filters(conjunction->operands);
  }
  if (const auto* disjunction = std::get_if<query::Or>(&content)) {
    return all_filters(disjunction->operands);
  }
  if (const auto* boosted = std::get_if<query::Boosted>(&content)) {
    return is_filter(*boosted->operand);
  }
  if (const auto* fielded = std::get_if<query::Fielded>(&content)) {
    return is_filter(*fielded->operand);
  }
  if (const auto* group = std::get_if<Group>(&content)) {
    return std::all_of(group->clauses.begin(), group->clauses.end(), [this](const auto& each) {
      return each.occur == Occur::excluded || is_filter(*each.operand);
    });
  }
  return std::holds_alternative<query::Facet>(content) ||
         std::holds_alternative<query::DateRange>(content) ||
         std::holds_alternative<query::Everything>(content) ||
         std::holds_alternative<query::Not>(content);
}

void Compiler::warn(std::string message) {
  out_->warnings.push_back(std::move(message));
}

void select(std::vector<Selection>& selections, const base::FacetField& field,
            const std::string& value, FacetResolver& resolver, std::vector<std::string>& warnings) {
  auto selection = std::find_if(selections.begin(), selections.end(),
                                [&](const Selection& each) { return each.field == &field; });
  if (selection == selections.end()) {
    selection = selections.insert(selections.end(), Selection{&field, {}});
  }
  const std::vector<std::string> keys = resolver.resolve(field, value);
  if (keys.empty()) {
    warnings.push_back(fmt::format("no article has the {} \"{}\"", field.name, value));
  }
  for (const std::string& key : keys) {
    if (std::find(selection->keys.begin(), selection->keys.end(), key) == selection->keys.end()) {
      selection->keys.push_back(key);
    }
  }
}

Compiled compile(const query::Node& root, Match match, const CompileContext& context) {
  Compiled out;
  const SplitQuery split = split_selections(root);
  for (const query::Facet& each : split.selected) {
    select(out.selections, facet_field(each.field), each.value, *context.resolver, out.warnings);
  }
  Compiler compiler(match, context, out);
  MaybePlan plan = split.rest ? compiler.compile_root(*split.rest) : everything();
  out.blank = !plan && split.selected.empty();
  out.plan = std::move(plan).value_or(split.selected.empty() ? nothing() : everything());
  return out;
}

}  // namespace dateline::search
