#include <algorithm>
#include <utility>

#include "search/compiler.h"
#include "store/schema.h"

namespace dateline::search {
namespace {

namespace schema = store::schema;
using MaybePlan = Compiler::MaybePlan;

bool all_stop_words(const std::vector<const QueryWord*>& words) {
  return std::all_of(words.begin(), words.end(),
                     [](const QueryWord* each) { return each->stop_word; });
}

std::vector<std::string> run_terms(const base::TextFieldInfo& field,
                                   const std::vector<std::string>& run) {
  std::vector<std::string> out;
  out.reserve(run.size());
  for (const std::string& word : run) out.push_back(schema::word_term(field, word));
  return out;
}

}  // namespace

bool Compiler::is_stop_word(const query::Node& node) {
  const auto* word = std::get_if<query::Word>(&node.content);
  if (word == nullptr) return false;
  const Words& words = analyzer_->words(word->text);
  return all_stop_words(plain_words(words));
}

MaybePlan Compiler::operator()(const query::Word& word) {
  const Words& words = analyzer_->words(word.text);
  if (words.empty()) return std::nullopt;
  note_word(word.text, words);
  highlight_words(words);
  const auto plain = plain_words(words);
  Plan plan = plain.size() == 1 ? spellings(words) : compound(words);
  return with_form_bonuses(std::move(plan), plain, word.prefer_exact);
}

MaybePlan Compiler::operator()(const query::Phrase& phrase) {
  const Words& words = analyzer_->words(phrase.text);
  if (words.empty()) return std::nullopt;
  highlight_exact(words);
  const auto plain = plain_words(words);
  Plan plan = with_weight(filter(runs_in_field(readings(words))), weights(plain));
  return with_form_bonuses(std::move(plan), plain, false);
}

// "U.N.", and what it is without dots.
Plan Compiler::spellings(const Words& words) const {
  std::vector<Plan> out;
  for (const QueryWord& each : words) out.push_back(stems_in_field(each));
  return best_of(std::move(out));
}

// A word that the analyser cuts up: its parts side by side, or the joined form and its inflections.
Plan Compiler::compound(const Words& words) const {
  const auto plain = plain_words(words);
  std::vector<Plan> spellings{runs_in_field(readings(words))};
  std::vector<Plan> by_weight{weights(plain)};
  const QueryWord& first = words.front();
  if (first.parts == plain.size()) {
    spellings.push_back(stems_in_field(first));
    by_weight.push_back(stem_weight(first));
  }
  return with_weight(filter(any_of(std::move(spellings))), best_of(std::move(by_weight)));
}

Plan Compiler::stem_weight(const QueryWord& word) const {
  std::vector<Plan> stems;
  for (const std::string& stem : word.stems) stems.push_back(term(schema::stem_term(stem)));
  return best_of(std::move(stems));
}

Plan Compiler::weights(const std::vector<const QueryWord*>& words) const {
  const bool keep_all = all_stop_words(words);
  std::vector<Plan> out;
  for (const QueryWord* each : words) {
    if (!keep_all && each->stop_word) continue;
    Plan weight = stem_weight(*each);
    if (std::find(out.begin(), out.end(), weight) == out.end()) out.push_back(std::move(weight));
  }
  return any_of(std::move(out));
}

Plan Compiler::in_current_field(const std::string& body_term, const std::string& field_term) const {
  if (field_ == nullptr) return term(body_term);
  if (field_ == body_) return without(term(body_term), term(schema::headline_only_term(body_term)));
  return term(field_term);
}

Plan Compiler::stems_in_field(const QueryWord& word) const {
  const base::TextFieldInfo& field = field_ == nullptr ? *body_ : *field_;
  std::vector<Plan> stems;
  for (const std::string& stem : word.stems) {
    stems.push_back(in_current_field(schema::stem_term(stem), schema::stem_term(field, stem)));
  }
  Plan out = best_of(std::move(stems));
  // Stems of the other fields have no weight of their own.
  if (field_ == nullptr || field_ == body_) return out;
  return with_weight(filter(std::move(out)), stem_weight(word));
}

Plan Compiler::exact_in_field(const std::string& word) const {
  const base::TextFieldInfo& field = field_ == nullptr ? *body_ : *field_;
  return in_current_field(schema::word_term(*body_, word), schema::word_term(field, word));
}

Plan Compiler::runs_in_field(const std::vector<std::vector<std::string>>& runs) const {
  std::vector<Plan> out;
  for (const auto& run : runs) {
    if (run.size() == 1) {
      out.push_back(exact_in_field(run.front()));
    } else if (field_ != nullptr) {
      out.push_back(phrase(run_terms(*field_, run)));
    } else {
      // Positions of plain words are the body's; those in the headline have its prefix.
      out.push_back(phrase(run_terms(*body_, run)));
      out.push_back(phrase(run_terms(*headline_, run)));
    }
  }
  return any_of(std::move(out));
}

Plan Compiler::with_form_bonuses(Plan plan, const std::vector<const QueryWord*>& words,
                                 bool prefer_exact) const {
  std::vector<Plan> bonuses;
  for (const QueryWord* each : words) {
    if (!each->accented.empty()) {
      bonuses.push_back(bonus(exact_in_field(each->accented), exact_form_bonus));
    }
    if (prefer_exact) bonuses.push_back(bonus(exact_in_field(each->word), exact_form_bonus));
  }
  return with_weight(std::move(plan), any_of(std::move(bonuses)));
}

void Compiler::note_word(const std::string& typed, const Words& words) {
  if (negated_) return;
  out_->typed_words.push_back(typed);
  const bool known = std::any_of(words.begin(), words.end(), [&](const QueryWord& word) {
    return std::any_of(word.stems.begin(), word.stems.end(),
                       [&](const std::string& stem) {
                         return vocabulary_->has(schema::stem_term(stem));
                       }) ||
           vocabulary_->has(schema::word_term(*body_, word.word));
  });
  if (!known) out_->unknown_words.push_back(typed);
}

void Compiler::highlight_words(const Words& words) {
  if (negated_) return;
  const bool compound = plain_words(words).size() > 1;
  Highlights::Word word;
  for (const QueryWord& each : words) {
    if (!compound || each.parts > 0) word.stems.insert(each.stems.begin(), each.stems.end());
  }
  if (!word.stems.empty()) out_->highlights.words.push_back(std::move(word));
  if (!compound) return;
  std::vector<std::string> parts;
  for (const QueryWord* each : plain_words(words)) parts.push_back(each->word);
  out_->highlights.phrases.push_back(std::move(parts));
}

void Compiler::highlight_exact(const Words& words) {
  if (negated_) return;
  for (auto& run : readings(words)) {
    if (run.size() == 1) {
      out_->highlights.words.push_back({{}, {run.front()}});
    } else {
      out_->highlights.phrases.push_back(std::move(run));
    }
  }
}

void Compiler::highlight_expansion(const Expansion& expansion) {
  if (negated_) return;
  Highlights::Word word;
  for (const IndexedWord& each : expansion.words) word.exact.insert(each.word);
  if (!word.exact.empty()) out_->highlights.words.push_back(std::move(word));
}

}  // namespace dateline::search
