#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/facet_fields.h"
#include "base/text_fields.h"
#include "dateline/article.h"
#include "store/document.h"
#include "store/record.h"
#include "store/term_table.h"
#include "text/analyzer.h"

namespace dateline::store {

/// The language code under which an article is analysed and counted: that of its own language, else
/// of `fallback`, without the region ("pt-BR" gives "pt"); "und" for what is no code.
std::string analysis_language(const Article& article, std::string_view fallback);

/// Turns articles into documents, by the rules of docs/index-format.md. For one thread at a time;
/// keeps its buffers from one article to the next.
class ArticleTerms {
 public:
  ArticleTerms();

  /// The same article and language give the same document, at any time and on any machine, as long
  /// as the analyser has the same fingerprint. Texts are valid UTF-8, the date is of the calendar.
  Document document(const Article& article, std::string_view language);

  /// Its record alone.
  std::string record(const Article& article, std::string_view language) {
    return encode_record(article, language, packer_);
  }

 private:
  /// What stands before the words and the stems of a field in their terms.
  struct FieldPrefixes {
    const base::TextFieldInfo* field = nullptr;
    TermTable::Prefix word;
    TermTable::Prefix stem;
  };
  /// Where a term stands, as bits: for terms of headline and body together.
  using Places = std::uint8_t;

  /// The terms of a token's forms; `none` for a form that it has not.
  struct FormTerms {
    static constexpr TermTable::Number none = 0xFFFFFFFF;
    TermTable::Number word = none;
    TermTable::Number accented = none;
    TermTable::Number stem = none;
    TermTable::Number accented_stem = none;
  };

  const FieldPrefixes& prefixes_of(TextField field) const;
  void add_texts(const Article& article, std::string_view language);
  void add_headline();
  void add_body(std::string_view body);
  void add_field(const FieldPrefixes& field, const text::TokenList& tokens);
  /// Of the tokens of one list, asked in their order from the first on.
  const FormTerms& terms_of(const text::Token& token, const TermTable::Prefix& word_prefix,
                            const TermTable::Prefix& stem_prefix);
  void add_weight(const FormTerms& terms, std::uint32_t wdf, Places places);
  void add_position(const FormTerms& terms, std::uint32_t position);
  void mark_headline_only();
  void add_facets(const Article& article, Document& out);
  void add_dates(const Article& article, Document& out);
  void add_content(Document& out);
  TermTable::Number number_of(const TermTable::Prefix& prefix, std::string_view word);
  void take_terms(Document& out);

  text::Analyzer analyzer_;
  text::TokenList headline_;
  text::TokenList body_;
  text::TokenList field_;
  std::vector<FieldPrefixes> prefixes_;
  TermTable::Prefix stem_prefix_of_all_;
  std::vector<FormTerms> form_terms_;  ///< by Token::form, of the list that is being added
  TermTable table_;
  std::string scratch_;
  RecordPacker packer_;
};

/// Makes the terms and the value of one facet those of `article`, whatever they were.
void set_facet(Document& document, const base::FacetField& field, const Article& article);

}  // namespace dateline::store
