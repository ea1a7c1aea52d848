#include "store/article_terms.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include <xxhash.h>

#include "base/bytes.h"
#include "base/dates.h"
#include "base/utf8.h"
#include "store/record.h"
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

bool by_name(const Document::Term& left, const Document::Term& right) {
  return left.name < right.name;
}

void add_dates(const Article& article, Document& out) {
  if (article.date) {
    out.terms.push_back({schema::day_term(*article.date), 0, {}});
    out.terms.push_back({schema::month_term(*article.date), 0, {}});
    out.terms.push_back({schema::year_term(static_cast<int>(article.date->year())), 0, {}});
    out.values.push_back({schema::date_slot, schema::encode_day(*article.date)});
  }
  if (article.instant) {
    out.values.push_back({schema::instant_slot, schema::encode_instant(*article.instant)});
  } else if (article.date) {
    const std::int64_t midnight = base::day_number(*article.date) * seconds_a_day;
    out.values.push_back({schema::instant_slot, schema::encode_instant(midnight)});
  }
}

void append_words(std::string& out, const text::TokenList& tokens) {
  for (const text::Token& each : tokens) {
    if (!each.joined) out.append(each.word) += ' ';
  }
}

// Two articles have one hash if they say the same words: punctuation, case and layout aside.
void add_content(const text::TokenList& headline, const text::TokenList& body, Document& out) {
  if (headline.empty() && body.empty()) return;
  std::string words;
  append_words(words, headline);
  words += '\n';
  append_words(words, body);
  const XXH128_hash_t hash = XXH3_128bits(words.data(), words.size());
  std::string bytes;
  base::append_big_endian(bytes, std::uint64_t{hash.high64});
  base::append_big_endian(bytes, std::uint64_t{hash.low64});
  out.values.push_back({schema::content_slot, std::move(bytes)});
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

void append_facet(const base::FacetField& field, const Article& article, Document& out) {
  const std::vector<std::string> keys = facet_keys(field, article);
  if (keys.empty()) return;
  for (const std::string& each : keys) {
    out.terms.push_back({schema::facet_term(field, each), 0, {}});
  }
  out.values.push_back({field.slot, schema::pack_keys(keys)});
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

Document ArticleTerms::document(const Article& article, std::string_view language) {
  analyzer_.analyze(article.headline, language, headline_);
  analyzer_.analyze(article.body, language, body_);
  occurrences_.clear();
  names_.release();
  add_headline();
  add_body(article.body);
  for (const base::TextFieldInfo& field : base::text_fields()) {
    if (field.field == TextField::headline || field.field == TextField::body) continue;
    analyzer_.analyze(article.*field.text, language, field_);
    add_field(field, field_);
  }

  Document out;
  out.terms = grouped();
  const auto sorted = static_cast<std::ptrdiff_t>(out.terms.size());
  out.id_term = schema::id_term(article.id);
  // xapian-check takes positions in an article of length 0 for damage.
  const bool wordless = headline_.empty() && body_.empty() && !occurrences_.empty();
  out.terms.push_back({out.id_term, wordless ? 1U : 0U, {}});
  add_dates(article, out);
  add_content(headline_, body_, out);
  for (const base::FacetField& field : base::facet_fields()) append_facet(field, article, out);
  std::sort(out.terms.begin() + sorted, out.terms.end(), by_name);
  std::inplace_merge(out.terms.begin(), out.terms.begin() + sorted, out.terms.end(), by_name);
  out.record = encode_record(article, language);
  return out;
}

void ArticleTerms::add_headline() {
  const base::TextFieldInfo& headline = *base::find_text_field("headline");
  const base::TextFieldInfo& body = *base::find_text_field("body");
  for (const text::Token& each : headline_) {
    add_stems(each, prominent_weight, in_headline);
    add_forms(body, each, 0, in_headline);
  }
  add_field(headline, headline_);
}

void ArticleTerms::add_body(std::string_view body) {
  const base::TextFieldInfo& field = *base::find_text_field("body");
  const std::size_t end = lead_end(body);
  for (const text::Token& each : body_) {
    const bool lead = each.from < end && each.position <= longest_lead;
    add_stems(each, lead ? prominent_weight : plain_weight, in_body);
    add_forms(field, each, each.position, in_body);
  }
}

void ArticleTerms::add_field(const base::TextFieldInfo& field, const text::TokenList& tokens) {
  for (const text::Token& each : tokens) {
    add(schema::stem_term(field, each.stem), {});
    if (!each.accented_stem.empty()) add(schema::stem_term(field, each.accented_stem), {});
    add_forms(field, each, each.position, 0);
  }
}

void ArticleTerms::add_stems(const text::Token& token, std::uint32_t wdf, std::uint8_t places) {
  add(schema::stem_term(token.stem), {{}, 0, wdf, places});
  if (!token.accented_stem.empty()) {
    add(schema::stem_term(token.accented_stem), {{}, 0, wdf, places});
  }
}

void ArticleTerms::add_forms(const base::TextFieldInfo& field, const text::Token& token,
                             std::uint32_t position, std::uint8_t places) {
  add(schema::word_term(field, token.word), {{}, position, 0, places});
  if (!token.accented.empty()) {
    add(schema::word_term(field, token.accented), {{}, position, 0, places});
  }
}

void ArticleTerms::add(const std::string& term, Occurrence occurrence) {
  auto* bytes = static_cast<char*>(names_.allocate(term.size(), 1));
  std::ranges::copy(term, bytes);
  occurrence.term = {bytes, term.size()};
  occurrences_.push_back(occurrence);
}

std::vector<Document::Term> ArticleTerms::grouped() {
  std::ranges::sort(occurrences_, [](const Occurrence& left, const Occurrence& right) {
    return std::tie(left.term, left.position) < std::tie(right.term, right.position);
  });
  std::vector<Document::Term> out;
  std::vector<Document::Term> marks;
  for (auto each = occurrences_.begin(); each != occurrences_.end();) {
    Document::Term term{std::string{each->term}, 0, {}};
    std::uint8_t places = 0;
    for (const std::string_view name = each->term; each != occurrences_.end() && each->term == name;
         ++each) {
      term.wdf += each->wdf;
      places |= each->places;
      const bool positioned = each->position != 0;
      const bool again = !term.positions.empty() && term.positions.back() == each->position;
      if (positioned && !again) term.positions.push_back(each->position);
    }
    if (places == in_headline) marks.push_back({schema::headline_only_term(term.name), 0, {}});
    out.push_back(std::move(term));
  }
  // Marks begin with a prefix of their own, but a long term is no longer than its bound.
  std::ranges::sort(marks, by_name);
  const auto terms = static_cast<std::ptrdiff_t>(out.size());
  std::ranges::move(marks, std::back_inserter(out));
  std::inplace_merge(out.begin(), out.begin() + terms, out.end(), by_name);
  return out;
}

void set_facet(Document& document, const base::FacetField& field, const Article& article) {
  const std::string prefix = schema::facet_prefix(field);
  std::erase_if(document.terms,
                [&](const Document::Term& each) { return each.name.starts_with(prefix); });
  std::erase_if(document.values,
                [&](const Document::Value& each) { return each.slot == field.slot; });
  append_facet(field, article, document);
  std::ranges::sort(document.terms, by_name);
  std::ranges::sort(document.values, {}, &Document::Value::slot);
}

}  // namespace dateline::store
