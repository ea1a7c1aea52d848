#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/export.h"

namespace dateline {

/// A calendar day, years 1 to 9999.
using Date = std::chrono::year_month_day;

/// Days from `first` to `last`, both included.
struct DateSpan {
  Date first;
  Date last;
  bool operator==(const DateSpan&) const = default;
};

/// The usual form of an ISO 639 code of two or three letters, with subtags or without: "de" of
/// "DE", "pt-BR" of "pt_br", "zh-Hant-TW". Nothing of what has not the form of one ("German", "").
/// An archive may have codes that ISO 639 does not know: see is_language.
DATELINE_EXPORT std::optional<std::string> parse_language(std::string_view code);

/// Whether it is a code of a language in ISO 639, in any usual form, with subtags or without: "en",
/// "eng", "pt_BR", but not "xx". Not every such language has a stemmer; docs/analysis.md lists
/// those that have.
DATELINE_EXPORT bool is_language(std::string_view code);

/// A text of an article in which something can be found.
enum class TextField : std::uint8_t { headline, body, dateline, byline, source, section };

/// Its name in queries and in JSON: "headline".
DATELINE_EXPORT std::string_view to_string(TextField field);

/// Where a value stands: bytes [from, to) of the UTF-8 of one field.
struct Span {
  TextField field = TextField::body;
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  bool operator==(const Span&) const = default;
};

/// Whether a value came with the article or was found in its text.
enum class Origin : std::uint8_t { given, found };

/// "given" or "found".
DATELINE_EXPORT std::string_view to_string(Origin origin);

/// One value of a facet of one article.
struct FacetValue {
  /// The key that is counted and filtered by: "RU", "condoleezza-rice", "politics/diplomacy".
  /// As a reader delivers it, and in an index made without annotation, the text as given.
  std::string value;
  /// The form to show, for people the fullest form in this article: "Condoleezza Rice".
  /// Empty where the value is its own label.
  std::string label;
  Origin origin = Origin::given;
  /// 0 to 1; 1 for what was given.
  float confidence = 1.0F;
  /// Every mention, in order; empty where the value was given or rests on no single place.
  std::vector<Span> spans;
  bool operator==(const FacetValue&) const = default;
};

/// The values of one facet, most certain first. No value stands twice.
using FacetValues = std::vector<FacetValue>;

/// One article. All texts are UTF-8; body and headline are plain text, paragraphs of the body are
/// separated by one empty line. Empty strings and absent optionals mean "unknown".
struct Article {
  std::string id;  ///< unique in an index, verbatim as given, or made by the reader
  std::string headline;
  std::string body;
  std::string dateline;  ///< the place alone, as written: "MOSCOW"
  std::string byline;    ///< the authors, without "By": "Thom Shanker"
  std::string source;    ///< agency or paper: "Reuters"
  std::string section;   ///< "World News"
  std::string url;
  std::string language;                 ///< ISO 639 code, "en"; see parse_language
  std::optional<Date> date;             ///< the day as written, in its own zone
  std::optional<std::int64_t> instant;  ///< seconds since 1970 UTC, where the archive tells

  /// Absent: the archive says nothing. Present and empty: it says that there are none.
  std::optional<FacetValues> people;
  std::optional<FacetValues> countries;
  std::optional<FacetValues> topics;

  /// What cleaning took out of the text (boilerplate, the written dateline), a line each.
  std::string removed;
  /// What the archive says beyond these fields: shown, not searched. Values that are not plain
  /// strings in the archive are kept as JSON text.
  std::map<std::string, std::string> extra;

  bool operator==(const Article&) const = default;
};

}  // namespace dateline
