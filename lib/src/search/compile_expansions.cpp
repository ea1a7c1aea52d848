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

bool has_letters(std::string_view pattern) {
  return pattern.find_first_not_of("*?") != std::string_view::npos;
}

}  // namespace

// Each expansion reads the whole word list: what a person types has a few, noise has hundreds.
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
  return expand_pattern(snapshot_->database(), field, pattern, max_expansion);
}

Expansion Compiler::expand(const query::Fuzzy& fuzzy, const base::TextFieldInfo& field) {
  const Words words = analyzer_->words(fuzzy.text);
  if (words.empty()) return {};
  // Of a compound the joined form, which comes first.
  return expand_fuzzy(snapshot_->database(), field, words.front().word, fuzzy.edits, max_expansion);
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
