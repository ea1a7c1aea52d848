#pragma once

#include <optional>
#include <string>
#include <vector>

#include "search/compile.h"
#include "search/word_list.h"

namespace dateline::search {

/// Compiles the nodes of one query tree. A node that says nothing (no words in it, a stop word
/// among others) compiles to nullopt and has no part in the operators around it.
class Compiler {
 public:
  using MaybePlan = std::optional<Plan>;

  Compiler(Match match, const CompileContext& context, Compiled& out);

  MaybePlan compile_root(const query::Node& root);
  MaybePlan compile(const query::Node& node);

  // One for each kind of node: compile.cpp has the operators, compile_words.cpp the words,
  // compile_expansions.cpp wildcards and fuzzy words, compile_near.cpp NEAR and ADJ.
  MaybePlan operator()(const query::Nothing&);
  MaybePlan operator()(const query::Everything&);
  MaybePlan operator()(const query::Word& word);
  MaybePlan operator()(const query::Phrase& phrase);
  MaybePlan operator()(const query::Near& near);
  MaybePlan operator()(const query::Wildcard& wildcard);
  MaybePlan operator()(const query::Fuzzy& fuzzy);
  MaybePlan operator()(const query::Fielded& fielded);
  MaybePlan operator()(const query::Facet& facet);
  MaybePlan operator()(const query::DateRange& range);
  MaybePlan operator()(const query::Boosted& boosted);
  MaybePlan operator()(const query::And& conjunction);
  MaybePlan operator()(const query::Or& disjunction);
  MaybePlan operator()(const query::Not& negation);
  MaybePlan operator()(const query::Group& group);

 private:
  using Words = std::vector<QueryWord>;

  bool is_stop_word(const query::Node& node);
  bool is_filter(const query::Node& node) const;
  Plan excluded(const query::Node& node);
  unsigned needed(std::size_t optional) const;

  /// The weight of one word: its best stem.
  Plan stem_weight(const QueryWord& word) const;
  /// The weight of words together, stop words left out if another word remains.
  Plan weights(const std::vector<const QueryWord*>& words) const;
  /// Articles with a form of a word in the current field: its term there is `field_term`, in
  /// headline and body together `body_term`.
  Plan in_current_field(const std::string& body_term, const std::string& field_term) const;
  Plan stems_in_field(const QueryWord& word) const;
  Plan exact_in_field(const std::string& word) const;
  /// Articles with one of the readings as a phrase in the current field.
  Plan runs_in_field(const std::vector<std::vector<std::string>>& runs) const;
  Plan with_form_bonuses(Plan plan, const std::vector<const QueryWord*>& words,
                         bool prefer_exact) const;
  Plan spellings(const Words& words) const;
  Plan compound(const Words& words) const;
  Plan expansion(const std::string& typed, const Expansion& expansion);
  /// Where one operand of NEAR may stand in `field`.
  MaybePlan near_operand(const query::Node& node, const base::TextFieldInfo& field);
  Plan near_weight(const query::Node& node);
  Expansion expand(const query::Wildcard& wildcard, const base::TextFieldInfo& field);
  Expansion expand(const query::Fuzzy& fuzzy, const base::TextFieldInfo& field);
  /// Nothing if the text has no word.
  std::optional<FuzzyWord> fuzzy_word(const query::Fuzzy& fuzzy, const base::TextFieldInfo& field);
  /// Has the fuzzy words of the query found together.
  void prepare_expansions(const query::Node& root);
  const base::TextFieldInfo& word_list_field() const;
  /// Whether the query may have one more expansion; warns if not.
  bool may_expand();

  void note_word(const std::string& typed, const Words& words);
  void highlight_words(const Words& words);
  void highlight_exact(const Words& words);
  void highlight_expansion(const Expansion& expansion);
  void warn(std::string message);

  Match match_;
  Vocabulary* vocabulary_;
  FacetResolver* resolver_;
  QueryAnalyzer* analyzer_;
  Expander* expander_;
  Compiled* out_;
  const base::TextFieldInfo* body_;
  const base::TextFieldInfo* headline_;
  const base::TextFieldInfo* field_ = nullptr;  ///< null: headline and body
  std::size_t expansions_ = 0;
  bool negated_ = false;  ///< what is compiled now is not wanted: no highlights, no suggestions
};

}  // namespace dateline::search
