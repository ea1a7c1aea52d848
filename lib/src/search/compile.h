#pragma once

#include <string>
#include <vector>

#include "base/text_fields.h"
#include "dateline/search.h"
#include "query/tree.h"
#include "search/engine.h"
#include "search/facet_resolver.h"
#include "search/highlights.h"
#include "search/plan.h"
#include "search/query_words.h"
#include "search/vocabulary.h"
#include "search/word_list.h"

namespace dateline::search {

/// What the exact or accented form of a word adds to the score, whatever the article: enough for
/// one mention of the form typed to outrank many of other inflections, unless the word is very
/// rare.
inline constexpr double exact_form_bonus = 3.0;

/// How many of the words of a wildcard or a fuzzy word are searched for: the most frequent.
inline constexpr std::size_t max_expansion = 100;
/// Of the wildcards and fuzzy words of one query.
inline constexpr std::size_t max_expanded_words = 32;

/// A query made ready for one snapshot.
struct Compiled {
  Plan plan;                          ///< the base: everything but the selections
  std::vector<Selection> selections;  ///< facet clauses at the top level
  Highlights highlights;
  std::vector<std::string> warnings;
  /// Words whose no form is in the index, as typed.
  std::vector<std::string> unknown_words;
  /// Every word typed that counts, as typed.
  std::vector<std::string> typed_words;
  /// Expansions were left out: what matches may be fewer than what was asked for.
  bool cut = false;
  /// Whether Match::any may find more than Match::all.
  bool can_relax = false;
  /// Whether there is anything to search for.
  bool blank = false;
};

/// What a query is compiled for: a commit, seen through these. All must outlive the compiling.
struct CompileContext {
  Vocabulary* vocabulary = nullptr;
  FacetResolver* resolver = nullptr;
  QueryAnalyzer* analyzer = nullptr;
  Expander* expander = nullptr;
};

/// Compiles `root` with `match` (automatic: as all). Throws InvalidArgumentError for a field or a
/// boost that cannot be.
///
/// Words take their stems in every language of the analyser, joined by best_of: one word weighs
/// once, as its best stem, and needs no estimate of how many articles have any of them, as a
/// synonym operator would; so that each engine computes the same weight.
Compiled compile(const query::Node& root, Match match, const CompileContext& context);

/// Adds `value` of `field` to the selection of that field, making one where there is none. A value
/// that the index does not have selects nothing and gives a warning.
void select(std::vector<Selection>& selections, const base::FacetField& field,
            const std::string& value, FacetResolver& resolver, std::vector<std::string>& warnings);

}  // namespace dateline::search
