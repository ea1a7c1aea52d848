#include "store/article_terms.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <xxhash.h>

#include "base/bytes.h"
#include "base/dates.h"
#include "base/short_bytes.h"
#include "base/utf8.h"
#include "store/schema.h"
#include "text/languages.h"

namespace dateline::store {
namespace {

// Words of headline and lead weigh as two.
constexpr std::uint32_t plain_weight = 1;
constexpr std::uint32_t prominent_weight = 2;
// A text without paragraphs has a lead too, and it is no longer than this.
constexpr std::uint32_t longest_lead = 100;

constexpr std::uint8_t in_headline = 1;
constexpr std::uint8_t in_body = 2;

constexpr std::int64_t seconds_a_day = 86400;

void append_words(std::string& out, const text::TokenList& tokens) {
  std::size_t size = out.size();
  for (const text::Token& each : tokens) size += each.joined ? 0 : each.word.size() + 1;
  const std::size_t before = out.size();
  out.resize(size + base::padding);
  char* to = out.data() + before;
  for (const text::Token& each : tokens) {
    if (each.joined) continue;
    to = base::copy_padded(each.word, to);
    *to++ = ' ';
  }
  out.resize(size);
}

std::vector<std::string> facet_keys(const base::FacetField& field, const Article& article) {
  std::vector<std::string> keys = field.values(article);
  if (field.hierarchical) {
    std::vector<std::string> above;
    for (const std::string& each : keys)
      std::ranges::move(base::ancestors(each), std::back_inserter(above));
    std::ranges::move(above, std::back_inserter(keys));
  }
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  if (!keys.empty() && keys.front().empty()) keys.erase(keys.begin());
  return keys;
}

// Where the first paragraph ends.
std::size_t lead_end(std::string_view body) {
  return std::min(body.find("\n\n"), body.size());
}

}  // namespace

std::string analysis_language(const Article& article, std::string_view fallback) {
  const std::string_view named = article.language.empty() ? fallback : article.language;
  if (const auto* stemmed = text::find_stemmed_language(named)) return std::string{stemmed->code};
  const std::string code = base::to_lower_ascii(named.substr(0, named.find_first_of("-_")));
  const bool is_code = (code.size() == 2 || code.size() == 3) &&
                       std::ranges::all_of(code, [](char c) { return c >= 'a' && c <= 'z'; });
  return is_code ? code : "und";
}

ArticleTerms::ArticleTerms() : stem_prefix_of_all_(schema::stem_prefix_of_all) {
  for (const base::TextFieldInfo& each : base::text_fields()) {
    prefixes_.push_back({&each, TermTable::Prefix(schema::word_prefix(each)),
                         TermTable::Prefix(schema::stem_prefix(each))});
  }
}

Document ArticleTerms::document(const Article& article, std::string_view language) {
  Document out;
  out.id_term = schema::id_term(article.id);
  table_.clear();
  add_texts(article, language);
  // xapian-check takes positions in an article of length 0 for damage.
  const bool wordless = headline_.empty() && body_.empty() && table_.size() > 0;
  table_[table_.number_of(out.id_term)].wdf = wordless ? 1 : 0;
  add_dates(article, out);
  add_content(out);
  add_facets(article, out);
  take_terms(out);
  out.record = record(article, language);
  return out;
}

const ArticleTerms::FieldPrefixes& ArticleTerms::prefixes_of(TextField field) const {
  return *std::ranges::find(prefixes_, field,
                            [](const FieldPrefixes& each) { return each.field->field; });
}

void ArticleTerms::add_texts(const Article& article, std::string_view language) {
  analyzer_.analyze(article.headline, language, headline_);
  analyzer_.analyze(article.body, language, body_);
  add_headline();
  add_body(article.body);
  for (const FieldPrefixes& each : prefixes_) {
    const std::string& text = article.*each.field->text;
    const TextField field = each.field->field;
    if (text.empty() || field == TextField::headline || field == TextField::body) continue;
    analyzer_.analyze(text, language, field_);
    add_field(each, field_);
  }
  mark_headline_only();
}

void ArticleTerms::add_headline() {
  const FieldPrefixes& body = prefixes_of(TextField::body);
  form_terms_.clear();
  for (const text::Token& each : headline_) {
    add_weight(terms_of(each, body.word, stem_prefix_of_all_), prominent_weight, in_headline);
  }
  add_field(prefixes_of(TextField::headline), headline_);
}

void ArticleTerms::add_body(std::string_view body) {
  const FieldPrefixes& field = prefixes_of(TextField::body);
  const std::size_t end = lead_end(body);
  form_terms_.clear();
  for (const text::Token& each : body_) {
    const bool lead = each.from < end && each.position <= longest_lead;
    const FormTerms& terms = terms_of(each, field.word, stem_prefix_of_all_);
    add_weight(terms, lead ? prominent_weight : plain_weight, in_body);
    add_position(terms, each.position);
  }
}

void ArticleTerms::add_field(const FieldPrefixes& field, const text::TokenList& tokens) {
  form_terms_.clear();
  for (const text::Token& each : tokens) {
    add_position(terms_of(each, field.word, field.stem), each.position);
  }
}

const ArticleTerms::FormTerms& ArticleTerms::terms_of(const text::Token& token,
                                                      const TermTable::Prefix& word_prefix,
                                                      const TermTable::Prefix& stem_prefix) {
  if (token.form < form_terms_.size()) return form_terms_[token.form];
  FormTerms& out = form_terms_.emplace_back();
  out.word = number_of(word_prefix, token.word);
  out.stem = number_of(stem_prefix, token.stem);
  if (!token.accented.empty()) out.accented = number_of(word_prefix, token.accented);
  if (!token.accented_stem.empty()) {
    out.accented_stem = number_of(stem_prefix, token.accented_stem);
  }
  return out;
}

void ArticleTerms::add_weight(const FormTerms& terms, std::uint32_t wdf, Places places) {
  const auto add = [&](TermTable::Number number, std::uint32_t weight) {
    if (number == FormTerms::none) return;
    table_[number].wdf += weight;
    table_[number].places |= places;
  };
  add(terms.word, 0);
  add(terms.accented, 0);
  add(terms.stem, wdf);
  add(terms.accented_stem, wdf);
}

void ArticleTerms::add_position(const FormTerms& terms, std::uint32_t position) {
  table_.add_position(terms.word, position);
  if (terms.accented != FormTerms::none) table_.add_position(terms.accented, position);
}

void ArticleTerms::mark_headline_only() {
  const auto size = static_cast<TermTable::Number>(table_.size());
  for (TermTable::Number each = 0; each < size; ++each) {
    if (table_[each].places != in_headline) continue;
    table_.number_of(schema::headline_only_term(table_.name(table_[each])));
  }
}

void ArticleTerms::add_dates(const Article& article, Document& out) {
  if (article.date) {
    table_.number_of(schema::day_term(*article.date));
    table_.number_of(schema::month_term(*article.date));
    table_.number_of(schema::year_term(static_cast<int>(article.date->year())));
    out.values.push_back({schema::date_slot, schema::encode_day(*article.date)});
  }
  if (article.instant) {
    out.values.push_back({schema::instant_slot, schema::encode_instant(*article.instant)});
  } else if (article.date) {
    const std::int64_t midnight = base::day_number(*article.date) * seconds_a_day;
    out.values.push_back({schema::instant_slot, schema::encode_instant(midnight)});
  }
}

// Two articles have one hash if they say the same words: punctuation, case and layout aside.
void ArticleTerms::add_content(Document& out) {
  if (headline_.empty() && body_.empty()) return;
  scratch_.clear();
  append_words(scratch_, headline_);
  scratch_ += '\n';
  append_words(scratch_, body_);
  const XXH128_hash_t hash = XXH3_128bits(scratch_.data(), scratch_.size());
  std::string bytes;
  base::append_big_endian(bytes, std::uint64_t{hash.high64});
  base::append_big_endian(bytes, std::uint64_t{hash.low64});
  out.values.push_back({schema::content_slot, std::move(bytes)});
}

void ArticleTerms::add_facets(const Article& article, Document& out) {
  for (const base::FacetField& field : base::facet_fields()) {
    const std::vector<std::string> keys = facet_keys(field, article);
    if (keys.empty()) continue;
    for (const std::string& each : keys) table_.number_of(schema::facet_term(field, each));
    out.values.push_back({field.slot, schema::pack_keys(keys)});
  }
}

TermTable::Number ArticleTerms::number_of(const TermTable::Prefix& prefix, std::string_view word) {
  const std::string_view escape = schema::escape_of(word);
  if (prefix.bytes().size() + escape.size() + word.size() > schema::surely_bounded) {
    return table_.number_of(
        schema::bounded(std::string{prefix.bytes()}.append(escape).append(word)));
  }
  return escape.empty() ? table_.number_of_padded(prefix, word)
                        : table_.number_of(prefix.bytes(), escape, word);
}

void ArticleTerms::take_terms(Document& out) {
  const std::vector<TermTable::Number>& sorted = table_.sort();
  out.reserve(table_.size(), table_.names().size(), table_.positions().size());
  const std::string_view names = out.store(table_.names());
  const std::span<const std::uint32_t> positions = out.store(table_.positions());
  for (const TermTable::Number each : sorted) {
    const TermTable::Term& term = table_[each];
    out.terms.push_back({names.substr(term.name_begin, term.name_size), term.wdf, term.hash,
                         positions.subspan(term.positions_begin, term.position_count)});
  }
}

void set_facet(Document& document, const base::FacetField& field, const Article& article) {
  const std::string prefix = schema::facet_prefix(field);
  std::erase_if(document.terms,
                [&](const Document::Term& each) { return each.name.starts_with(prefix); });
  std::erase_if(document.values,
                [&](const Document::Value& each) { return each.slot == field.slot; });
  const std::vector<std::string> keys = facet_keys(field, article);
  if (keys.empty()) return;
  for (const std::string& each : keys) document.add_term(schema::facet_term(field, each), 0);
  document.values.push_back({field.slot, schema::pack_keys(keys)});
  std::ranges::sort(document.terms, {}, &Document::Term::name);
  std::ranges::sort(document.values, {}, &Document::Value::slot);
}

}  // namespace dateline::store
