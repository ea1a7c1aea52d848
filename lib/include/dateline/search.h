#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/article.h"
#include "dateline/export.h"
#include "dateline/query.h"

namespace dateline {

/// How many of the words written side by side must be in an article.
enum class Match {
  automatic,  ///< all; if nothing has all, any, with a warning
  all,
  most,  ///< at least two thirds, rounded up
  any,
};

enum class Sort { relevance, newest, oldest };

/// Whether hits carry the people, countries and topics of their articles. A list of headlines is
/// ready sooner without them.
enum class HitFacets { shown, left_out };

/// Values of one facet that are OR-ed; several filters are AND-ed.
struct FacetFilter {
  std::string field;
  std::string value;  ///< key, label or alias
};

struct FacetRequest {
  std::string field;
  std::size_t limit = 10;
};

enum class TimelineUnit { day, week, month, year };

/// What is asked of an Index.
struct SearchRequest {
  Query query{};
  Match match = Match::automatic;
  std::vector<FacetFilter> filters{};
  std::optional<Date> from{};  ///< first day, included
  std::optional<Date> to{};    ///< last day, included
  std::vector<FacetRequest> facets{};
  std::optional<TimelineUnit> timeline{};
  Sort sort = Sort::relevance;
  std::size_t offset = 0;
  std::size_t limit = 10;
  /// One hit for each group of articles with the same text; the others are counted in `collapsed`.
  bool collapse = false;
  HitFacets hit_facets = HitFacets::shown;
  std::size_t snippet_bytes = 240;  ///< 0: no snippets
  bool explain = false;
  /// A code that is_language. Stems the query in this language; empty: in every language of the
  /// index.
  std::string language{};
  /// After this long the answer is what has been found, and says so; zero: no limit. Reading the
  /// word list for wildcards and fuzzy words ends at half of it, so that something can be found.
  std::chrono::milliseconds timeout{0};
};

struct ByteRange {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  bool operator==(const ByteRange&) const = default;
};

/// A passage of an article and the words in it that matched. `text` is a substring of the headline
/// or the body.
struct Snippet {
  std::string text;
  std::vector<ByteRange> marks;  ///< ascending, disjoint
  bool cut_before = false;       ///< the article goes on before the passage
  bool cut_after = false;
};

/// HTML: the text escaped, marks in <em>, "..." where it was cut.
DATELINE_EXPORT std::string to_html(const Snippet& snippet);
/// Plain text with `open` and `close` around the marks.
DATELINE_EXPORT std::string to_text(const Snippet& snippet, std::string_view open,
                                    std::string_view close);

struct Hit {
  std::string id;
  double score = 0;
  std::string headline;
  std::optional<Date> date;
  std::string source;
  std::string url;
  std::vector<FacetValue> people;  ///< with the labels of the archive; see HitFacets
  std::vector<FacetValue> countries;
  std::vector<FacetValue> topics;
  Snippet snippet;
  std::size_t collapsed = 0;  ///< further articles with the same text
  std::string explanation;    ///< where the score comes from, a line for each part
};

struct FacetCount {
  std::string value;
  std::string label;
  std::uint64_t count = 0;
  bool operator==(const FacetCount&) const = default;
};

/// Counts of one facet over all matches, ordered by count, then value.
struct FacetResult {
  std::string field;
  std::vector<FacetCount> counts;
};

struct TimelineBucket {
  Date from;  ///< first day of the period; weeks begin on Monday
  std::uint64_t count = 0;
};

/// The answer to a SearchRequest.
struct Results {
  std::vector<Hit> hits;
  std::uint64_t total = 0;
  bool total_is_exact = true;
  std::vector<FacetResult> facets;       ///< one for each requested, in that order
  std::vector<TimelineBucket> timeline;  ///< periods with articles, ascending
  std::optional<std::string> did_you_mean;
  std::vector<std::string> warnings;
  std::chrono::microseconds took{0};
};

}  // namespace dateline
