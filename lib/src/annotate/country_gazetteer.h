#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/phrase_table.h"
#include "dateline/article.h"

namespace dateline::annotate {

/// How a phrase stands for a country.
enum class PlaceKind : std::uint8_t {
  name,          ///< "Russia"
  demonym,       ///< "Russian"
  capital,       ///< "Moscow", where it is the seat of government
  seat,          ///< "Kremlin", organs and institutions
  city,          ///< "Vladivostok", "Siberia"
  region,        ///< "Ohio"
  abbreviation,  ///< "Ont.", only after a comma
  prefix,        ///< "Sino", only before a hyphen
  firm,          ///< "Toyota"
  currency,      ///< "yen", and "Swiss" of "Swiss francs"
  amount,        ///< "marks", only behind a number
  form,          ///< "GmbH", only behind a capitalised word
  usage,         ///< "Big Board", "shr": words of one country's offices and reports
  lookalike,     ///< "Indian Ocean": no country
};
inline constexpr std::size_t place_kind_count = static_cast<std::size_t>(PlaceKind::lookalike) + 1;

/// Whether it speaks for a country without naming a place or a body of the state.
constexpr bool is_sign(PlaceKind kind) {
  return kind >= PlaceKind::firm && kind <= PlaceKind::usage;
}

/// One reading of a phrase.
struct PlaceMeaning {
  std::string_view code;  ///< ISO 3166; empty for lookalikes
  PlaceKind kind = PlaceKind::name;
  bool operator==(const PlaceMeaning&) const = default;
};

/// Days that a bare name means one country, both ends included.
struct Period {
  std::optional<Date> from;
  std::optional<Date> to;
  bool contains(Date day) const { return (!from || *from <= day) && (!to || day <= *to); }
};

/// What speaks for one country among those that share a name.
struct AmbiguousReading {
  std::string_view code;
  std::vector<Period> periods;
  std::vector<std::string> cues;  ///< keys, words joined by spaces
};

/// The country names, demonyms, capitals, seats, cities and signs of lib/data, ready for finding.
/// Immutable.
class CountryGazetteer {
 public:
  /// With the names that `language` (ISO 639; empty: English) has for countries and their capitals
  /// and great cities. Throws Error (internal) if a data file is malformed.
  explicit CountryGazetteer(std::string_view language = {});

  /// Places first, then signs.
  const PhraseTable& phrases() const { return phrases_; }
  /// How many phrases are places or lookalikes; those with a number from this on are signs alone.
  std::size_t places() const { return places_; }
  /// The readings of a phrase, the commonest first. Never empty.
  std::span<const PlaceMeaning> meanings(std::size_t phrase) const { return meanings_[phrase]; }
  /// Empty unless several countries share the phrase and it is known what tells them apart.
  std::span<const AmbiguousReading> readings(std::size_t phrase) const;

  /// The state that a place stood for on a day: "RU" in 1987 gives "SUHH". `key` is the phrase's
  /// key: of some countries only certain cities belonged to the former state.
  std::string_view state_on(std::string_view code, std::string_view key,
                            std::optional<Date> day) const;

 private:
  struct Ground {
    std::string_view state;
    Period period;
    std::vector<std::string> keys;  // of cities; empty: the whole country
  };
  std::size_t add(std::string_view phrase, std::string_view code, PlaceKind kind);
  void add_all(std::string_view phrases, std::string_view code, PlaceKind kind);
  void add_demonyms(std::string_view phrases, std::string_view code);
  void add_foreign_names(std::string_view language);
  void add_foreign_cities(std::string_view language);
  void read_countries();
  void read_former_states();
  void read_places(std::string_view text, std::string_view file);
  void read_lookalikes();
  void read_ambiguous();

  PhraseTable phrases_;
  std::size_t places_ = 0;
  std::vector<std::vector<PlaceMeaning>> meanings_;
  std::vector<std::vector<AmbiguousReading>> readings_;
  StringMap<std::vector<Ground>> grounds_;
};

/// The English one. Made at the first call.
const CountryGazetteer& country_gazetteer();

}  // namespace dateline::annotate
