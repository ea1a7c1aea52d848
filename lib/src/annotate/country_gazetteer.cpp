#include "annotate/country_gazetteer.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "annotate/data_table.h"
#include "annotate/foreign_places.h"
#include "base/dates.h"
#include "data/ambiguous_places_tsv.h"
#include "data/countries_tsv.h"
#include "data/country_lookalikes_tsv.h"
#include "data/country_signs_tsv.h"
#include "data/former_states_tsv.h"
#include "data/places_tsv.h"
#include "dateline/error.h"

namespace dateline::annotate {
namespace {

constexpr std::array<std::pair<std::string_view, PlaceKind>, 11> place_kinds{{
    {"seat", PlaceKind::seat},
    {"city", PlaceKind::city},
    {"region", PlaceKind::region},
    {"abbreviation", PlaceKind::abbreviation},
    {"demonym", PlaceKind::demonym},
    {"prefix", PlaceKind::prefix},
    {"firm", PlaceKind::firm},
    {"currency", PlaceKind::currency},
    {"amount", PlaceKind::amount},
    {"form", PlaceKind::form},
    {"usage", PlaceKind::usage},
}};

PlaceKind place_kind(std::string_view name) {
  for (const auto& [each, kind] : place_kinds) {
    if (each == name) return kind;
  }
  throw Error(ErrorCode::internal, fmt::format("gazetteer: unknown kind {}", name));
}

std::optional<Date> day(std::string_view text) {
  if (text.empty()) return {};
  const auto period = base::parse_period(text);
  if (!period) throw Error(ErrorCode::internal, fmt::format("gazetteer: no date: {}", text));
  return period->first;
}

Period read_period(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) {
    throw Error(ErrorCode::internal, fmt::format("ambiguous_places.tsv: no period: {}", text));
  }
  return {day(text.substr(0, dots)), day(text.substr(dots + 2))};
}

std::string key_of(std::string_view phrase) {
  const WordList words(phrase);
  std::string key;
  for (const Word& each : words.words()) {
    if (!key.empty()) key += ' ';
    key += each.key;
  }
  return key;
}

}  // namespace

CountryGazetteer::CountryGazetteer(std::string_view language) {
  // Names that mean another country, or nothing, in English come first in their own language.
  if (!language.empty()) add_foreign_names(language);
  read_countries();
  read_former_states();
  read_places(data::places_tsv(), "places.tsv");
  if (!language.empty()) add_foreign_cities(language);
  read_lookalikes();
  read_ambiguous();
  places_ = phrases_.size();
  read_places(data::country_signs_tsv(), "country_signs.tsv");
  readings_.resize(phrases_.size());
}

std::size_t CountryGazetteer::add(std::string_view phrase, std::string_view code, PlaceKind kind) {
  const std::size_t index = phrases_.add(phrase);
  if (index == meanings_.size()) meanings_.emplace_back();
  auto& meanings = meanings_[index];
  const bool known = std::any_of(meanings.begin(), meanings.end(),
                                 [&](const PlaceMeaning& each) { return each.code == code; });
  if (!known) meanings.push_back({code, kind});
  return index;
}

void CountryGazetteer::add_all(std::string_view phrases, std::string_view code, PlaceKind kind) {
  for (const std::string_view phrase : split(phrases, '|')) add(phrase, code, kind);
}

void CountryGazetteer::add_demonyms(std::string_view phrases, std::string_view code) {
  for (const std::string_view phrase : split(phrases, '|')) {
    add(phrase, code, PlaceKind::demonym);
    const bool own_plural = phrase.ends_with("s") || phrase.ends_with("sh") ||
                            phrase.ends_with("ch") || phrase.ends_with("ese") ||
                            phrase.ends_with("men");
    if (!own_plural) add(std::string(phrase) + "s", code, PlaceKind::demonym);
  }
}

void CountryGazetteer::add_foreign_names(std::string_view language) {
  const auto countries = data_rows(data::countries_tsv(), 6, "countries.tsv");
  for (const ForeignPlace& place : foreign_countries(language)) {
    const auto known = std::find_if(countries.begin(), countries.end(),
                                    [&](const auto& row) { return row[0] == place.code; });
    if (known == countries.end()) continue;
    for (const std::string& form : place.forms) add(form, (*known)[0], PlaceKind::name);
  }
}

// Only cities that lib/data has too, and as what it has them.
void CountryGazetteer::add_foreign_cities(std::string_view language) {
  for (const ForeignPlace& place : foreign_cities(language)) {
    const std::size_t known = phrases_.find(key_of(place.english));
    if (known == phrases_.size()) continue;
    for (const PlaceMeaning meaning : std::vector<PlaceMeaning>(meanings_[known])) {
      if (meaning.code != place.code) continue;
      for (const std::string& form : place.forms) add(form, meaning.code, meaning.kind);
    }
  }
}

void CountryGazetteer::read_countries() {
  for (const auto& row : data_rows(data::countries_tsv(), 6, "countries.tsv")) {
    add(row[2], row[0], PlaceKind::name);
    add_all(row[3], row[0], PlaceKind::name);
    add_demonyms(row[4], row[0]);
    add_all(row[5], row[0], PlaceKind::capital);
  }
}

void CountryGazetteer::read_former_states() {
  for (const std::string_view line : data_lines(data::former_states_tsv())) {
    const auto row = split(line, '\t');
    if (row.size() == 8 && row[1] == "state") {
      add(row[2], row[0], PlaceKind::name);
      add_all(row[5], row[0], PlaceKind::name);
      add_demonyms(row[6], row[0]);
    } else if (row.size() == 6 && row[1] == "ground") {
      Ground ground{row[0], {day(row[3]), day(row[4])}, {}};
      if (row[5] != "*") {
        for (const std::string_view city : split(row[5], '|')) {
          ground.keys.push_back(key_of(city));
          add(city, row[2], PlaceKind::city);
        }
      }
      grounds_[std::string(row[2])].push_back(std::move(ground));
    } else {
      throw Error(ErrorCode::internal, fmt::format("former_states.tsv: malformed row: {}", line));
    }
  }
}

void CountryGazetteer::read_places(std::string_view text, std::string_view file) {
  for (const auto& row : data_rows(text, 3, file)) {
    const PlaceKind kind = place_kind(row[1]);
    if (kind == PlaceKind::demonym) {
      add_demonyms(row[2], row[0]);
    } else {
      add_all(row[2], row[0], kind);
    }
  }
}

void CountryGazetteer::read_lookalikes() {
  for (const auto& row : data_rows(data::country_lookalikes_tsv(), 2, "country_lookalikes.tsv")) {
    if (row[0] == "-") {
      add_all(row[1], {}, PlaceKind::lookalike);
    } else {
      add_all(row[1], row[0], PlaceKind::seat);
    }
  }
}

void CountryGazetteer::read_ambiguous() {
  for (const auto& row : data_rows(data::ambiguous_places_tsv(), 4, "ambiguous_places.tsv")) {
    const std::size_t index = add(row[0], row[1], PlaceKind::city);
    AmbiguousReading reading{row[1], {}, {}};
    for (const std::string_view period : split(row[2], '|')) {
      reading.periods.push_back(read_period(period));
    }
    for (const std::string_view cue : split(row[3], '|')) reading.cues.push_back(key_of(cue));
    if (index >= readings_.size()) readings_.resize(index + 1);
    readings_[index].push_back(std::move(reading));
  }
}

std::span<const AmbiguousReading> CountryGazetteer::readings(std::size_t phrase) const {
  return readings_[phrase];
}

std::string_view CountryGazetteer::state_on(std::string_view code, std::string_view key,
                                            std::optional<Date> day) const {
  if (!day) return code;
  const auto found = grounds_.find(code);
  if (found == grounds_.end()) return code;
  for (const Ground& ground : found->second) {
    const bool covered = ground.keys.empty() || std::find(ground.keys.begin(), ground.keys.end(),
                                                          key) != ground.keys.end();
    if (covered && ground.period.contains(*day)) return ground.state;
  }
  return code;
}

const CountryGazetteer& country_gazetteer() {
  static const CountryGazetteer gazetteer;
  return gazetteer;
}

}  // namespace dateline::annotate
