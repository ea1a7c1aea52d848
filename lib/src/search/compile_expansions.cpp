#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/utf8.h"
#include "search/compiler.h"
#include "store/schema.h"

namespace dateline::search {
namespace {

using MaybePlan = Compiler::MaybePlan;

// Compounds are indexed by their joined form; a pattern cannot be cut by the analyser.
std::string folded_pattern(std::string_view typed) {
  const std::string folded = base::fold(typed);
  std::string out;
  for (const char each : folded) {
    if (each != '-' && each != '\'') out += each;
  }
  return out;
}

struct FieldedFuzzy {
  const query::Fuzzy* fuzzy;
  std::string_view field;  ///< empty: headline and body
};

/// Finds the fuzzy words of a tree.
class FuzzyFinder {
 public:
  std::vector<FieldedFuzzy> take() && { return std::move(found_); }

  void visit(const query::Node& node) { std::visit(*this, node.content); }
  void operator()(const query::Fuzzy& fuzzy) { found_.push_back({&fuzzy, field_}); }
  void operator()(const query::Fielded& fielded) {
    const auto outer = std::exchange(field_, fielded.field);
    visit(*fielded.operand);
    field_ = outer;
  }
  void operator()(const query::Group& group) {
    for (const auto& each : group.clauses) visit(*each.operand);
  }
  void operator()(const query::Near& near) {
    visit_all(near.operands);
    // In headline or body, each by its own positions.
    if (!field_.empty()) return;
    const auto outer = std::exchange(field_, "headline");
    visit_all(near.operands);
    field_ = outer;
  }
  template <class Content>
  void operator()(const Content& content) {
    if constexpr (requires { content.operands; }) {
      visit_all(content.operands);
    } else if constexpr (requires { content.operand; }) {
      visit(*content.operand);
    }
  }

 private:
  void visit_all(const std::vector<query::NodePtr>& nodes) {
    for (const query::NodePtr& each : nodes) visit(*each);
  }

  std::vector<FieldedFuzzy> found_;
  std::string_view field_;
};

std::vector<FieldedFuzzy> fuzzy_nodes(const query::Node& root) {
  FuzzyFinder finder;
  finder.visit(root);
  return std::move(finder).take();
}

bool has_letters(std::string_view pattern) {
  return pattern.find_first_not_of("*?") != std::string_view::npos;
}

}  // namespace

// What a person types has a few, noise has hundreds.
bool Compiler::may_expand() {
  if (expansions_ < max_expanded_words) {
    ++expansions_;
    return true;
  }
  out_->cut = true;
  warn(fmt::format("only the first {} wildcards and fuzzy words of a query are searched for",
                   max_expanded_words));
  return false;
}

MaybePlan Compiler::operator()(const query::Wildcard& wildcard) {
  if (!may_expand()) return std::nullopt;
  return expansion(wildcard.pattern, expand(wildcard, word_list_field()));
}

MaybePlan Compiler::operator()(const query::Fuzzy& fuzzy) {
  if (!may_expand()) return std::nullopt;
  return expansion(fuzzy.text, expand(fuzzy, word_list_field()));
}

const base::TextFieldInfo& Compiler::word_list_field() const {
  return field_ == nullptr ? *body_ : *field_;
}

Expansion Compiler::expand(const query::Wildcard& wildcard, const base::TextFieldInfo& field) {
  const std::string pattern = folded_pattern(wildcard.pattern);
  if (!has_letters(pattern)) return {};
  return expander_->pattern(field, pattern);
}

Expansion Compiler::expand(const query::Fuzzy& fuzzy, const base::TextFieldInfo& field) {
  const auto wanted = fuzzy_word(fuzzy, field);
  return wanted ? expander_->fuzzy(*wanted) : Expansion{};
}

std::optional<FuzzyWord> Compiler::fuzzy_word(const query::Fuzzy& fuzzy,
                                              const base::TextFieldInfo& field) {
  const Words& words = analyzer_->words(fuzzy.text);
  if (words.empty()) return std::nullopt;
  // Of a compound the joined form, which comes first.
  return FuzzyWord{&field, words.front().word, fuzzy.edits};
}

void Compiler::prepare_expansions(const query::Node& root) {
  std::vector<FuzzyWord> wanted;
  for (const FieldedFuzzy& each : fuzzy_nodes(root)) {
    if (wanted.size() == max_expanded_words) break;
    const auto* field = each.field.empty() ? body_ : base::find_text_field(each.field);
    if (field == nullptr) continue;  // compiling says so
    if (auto word = fuzzy_word(*each.fuzzy, *field)) wanted.push_back(std::move(*word));
  }
  expander_->prepare(wanted);
}

// Exact words filter, and each weighs as its own stem does.
Plan Compiler::expansion(const std::string& typed, const Expansion& expansion) {
  if (expansion.found > expansion.words.size()) {
    out_->cut = true;
    warn(fmt::format("{} words are like \"{}\"; the {} most frequent are searched for",
                     expansion.found, typed, expansion.words.size()));
  }
  highlight_expansion(expansion);
  std::vector<Plan> members;
  for (const IndexedWord& each : expansion.words) {
    std::vector<Plan> stems;
    for (const std::string& stem : analyzer_->stems(each.word)) {
      stems.push_back(term(store::schema::stem_term(stem)));
    }
    members.push_back(with_weight(filter(exact_in_field(each.word)), best_of(std::move(stems))));
  }
  return best_of(std::move(members));
}

}  // namespace dateline::search
