#pragma once

#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include "base/facet_fields.h"
#include "base/text_fields.h"
#include "dateline/article.h"
#include "store/document.h"
#include "text/analyzer.h"

namespace dateline::store {

/// The language code under which an article is analysed and counted: that of its own language, else
/// of `fallback`, without the region ("pt-BR" gives "pt"); "und" for what is no code.
std::string analysis_language(const Article& article, std::string_view fallback);

/// Turns articles into documents, by the rules of docs/index-format.md. For one thread at a time;
/// keeps its buffers from one article to the next.
class ArticleTerms {
 public:
  /// The same article and language give the same document, at any time and on any machine, as long
  /// as the analyser has the same fingerprint. Texts are valid UTF-8, the date is of the calendar.
  Document document(const Article& article, std::string_view language);

 private:
  /// A term at one place of the article.
  struct Occurrence {
    std::string_view term;
    std::uint32_t position = 0;  ///< 0: none
    std::uint32_t wdf = 0;
    std::uint8_t places = 0;  ///< bits: where it stands, for terms of headline and body together
  };

  void add_headline();
  void add_body(std::string_view body);
  void add_field(const base::TextFieldInfo& field, const text::TokenList& tokens);
  void add_forms(const base::TextFieldInfo& field, const text::Token& token, std::uint32_t position,
                 std::uint8_t places);
  void add_stems(const text::Token& token, std::uint32_t wdf, std::uint8_t places);
  void add(const std::string& term, Occurrence occurrence);
  /// All occurrences as terms, by name, and after them the marks of those that only the headline
  /// has.
  std::vector<Document::Term> grouped();

  text::Analyzer analyzer_;
  text::TokenList headline_;
  text::TokenList body_;
  text::TokenList field_;
  std::vector<Occurrence> occurrences_;
  std::pmr::monotonic_buffer_resource names_;  ///< what the terms of `occurrences_` point into
};

/// Makes the terms and the value of one facet those of `article`, whatever they were.
void set_facet(Document& document, const base::FacetField& field, const Article& article);

}  // namespace dateline::store
