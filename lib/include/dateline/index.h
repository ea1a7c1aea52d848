#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/article.h"
#include "dateline/export.h"
#include "dateline/search.h"

namespace dateline {

struct Suggestion {
  std::string text;   ///< what to put in the search box
  std::string field;  ///< the facet it is a value of; empty: a word
  std::uint64_t count = 0;
};

struct IndexStats {
  std::uint64_t articles = 0;
  std::uint64_t terms = 0;    ///< distinct, of the database: words only where the profile is full
  double average_length = 0;  ///< stems an article, headline and lead counted twice
  std::uint64_t bytes_on_disk = 0;
  std::optional<Date> first_date;
  std::optional<Date> last_date;
  struct Field {
    std::string name;
    std::uint64_t articles = 0;  ///< that have a value
    std::uint64_t values = 0;    ///< distinct
    /// Distinct values that are kept as given, having no key: countries that are no code, people
    /// and topics that are no slug. 0 for other fields, whose values are what is given.
    std::uint64_t unmapped = 0;
  };
  std::vector<Field> facets;
  std::vector<std::string> languages;  ///< whose stems the index holds
  std::uint64_t text_bytes = 0;        ///< headline, body and all other text fields of the articles
  struct Segments {
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;    ///< of their files
    std::uint64_t deleted = 0;  ///< articles in them that are replaced or removed
    std::string problem;        ///< why they cannot be used; empty: they are
  } segments;
  int schema_version = 0;
  std::string profile;
  struct File {
    std::string name;
    std::uint64_t bytes = 0;
  };
  std::vector<File> files;
  /// The database by what its files hold: "stored articles", "term lists" (of each article),
  /// "posting lists" (with values and metadata), "positions" (of a full profile).
  std::vector<File> parts;
};

/// A name that several people of the index bear, so that it is counted as a value of its own and
/// means none of them.
struct AmbiguousName {
  std::string key;
  std::vector<std::string> candidates;  ///< keys, of a surname at most the first 16 met
  std::uint64_t articles = 0;           ///< that have it as a value
  bool operator==(const AmbiguousName&) const = default;
};

struct PeopleStats {
  std::uint64_t values = 0;        ///< distinct
  std::uint64_t one_word = 0;      ///< of them names of one word: surnames without a full name
  std::uint64_t in_authority = 0;  ///< of them people of an authority file (WriterOptions::people)
  std::uint64_t aliases = 0;       ///< names in authority files that stand for one person
  /// Aliases that several people of authority files claim, surnames alone that several people
  /// bear, and short forms beside which others keep their initials. By articles, then key; only
  /// those of authority files may have none.
  std::vector<AmbiguousName> ambiguous;
};

struct FacetFieldInfo {
  std::string_view name;
  bool hierarchical = false;  ///< values are paths, and filters take in what lies below
};

/// The facet fields of every index, in the order of the library's table.
DATELINE_EXPORT std::vector<FacetFieldInfo> facet_fields();

struct IndexOptions {
  /// The language of labels: BCP 47, "de" or "pt-BR". Names of countries follow it where they are
  /// known in it; all else, and what is not known, is in English or as the archive has it.
  std::string locale = "en";
  /// Memory for the lists of words that were searched for last, ready to be searched for again. As
  /// much again for those of the commit before, until the one after.
  std::size_t cache_bytes = std::size_t{64} << 20U;
  /// Where segments that a lean index lacks, or has damaged, are made again for the time that it is
  /// open: files without names, of about the size of the segments.
  std::filesystem::path temporary_folder = "/var/tmp";
};

/// An index opened for searching. May be used from many threads at once; every call answers from
/// one commit, and a writer that commits meanwhile is never noticed. A call sees the newest commit
/// that had been made when it, or an earlier call, began reading.
class DATELINE_EXPORT Index {
 public:
  /// Throws NotFoundError, CorruptError or VersionError.
  static Index open(const std::filesystem::path& path, const IndexOptions& options = {});

  Index(Index&&) noexcept;
  Index& operator=(Index&&) noexcept;
  ~Index();

  /// Throws InvalidArgumentError for an unknown facet field or a page that cannot be.
  Results search(const SearchRequest& request) const;
  std::optional<Article> get(std::string_view id) const;
  /// Articles about the same thing, best first. Throws NotFoundError for an unknown id.
  Results similar(std::string_view id, const SearchRequest& request = {}) const;
  /// Words, and values of person, country and topic, that go on as `prefix` begins, most frequent
  /// first; of a value's label any word may begin so ("ber" suggests Anna Berg).
  std::vector<Suggestion> suggest(std::string_view prefix, std::size_t limit = 10) const;
  /// Values of one facet over the whole index whose key or label begins with `prefix` (case and
  /// accents aside), by count, then value. `limit` 0: all.
  std::vector<FacetCount> facet_values(std::string_view field, std::string_view prefix = {},
                                       std::size_t limit = 0) const;
  IndexStats stats() const;
  /// Reads what the index keeps of every person.
  PeopleStats people_stats() const;
  /// Looks for a newer commit now; true if there is one.
  bool reopen();

 private:
  struct Impl;
  explicit Index(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline
