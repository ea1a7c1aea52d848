#include "annotate/foreign_places.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>
#include <unicode/unistr.h>

namespace dateline::annotate {
namespace {

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

// Of the languages that ICU has countries in; it answers in English for others.
std::optional<icu::Locale> known_locale(std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(std::string(language).c_str(), status);
  if (U_FAILURE(status) || locale.isBogus() || std::string_view(locale.getLanguage()) == "en") {
    return {};
  }
  int32_t count = 0;
  const icu::Locale* all = icu::Locale::getAvailableLocales(count);
  const bool known = std::any_of(all, all + count, [&](const icu::Locale& each) {
    return std::string_view(each.getLanguage()) == locale.getLanguage();
  });
  return known ? std::optional(locale) : std::nullopt;
}

constexpr std::string_view vowels = "AEIOUHÀÁÂÄÈÉÊËÌÍÎÏÒÓÔÖÙÚÛÜaeiou";

bool begins_with_vowel(std::string_view name) {
  const std::string_view first = name.substr(0, static_cast<unsigned char>(name[0]) < 0x80 ? 1 : 2);
  return vowels.find(first) != std::string_view::npos;
}

/// What a language puts before a name in one word with it, with an apostrophe of either shape.
struct Elisions {
  std::string_view language;
  std::array<std::string_view, 7> before;
};
constexpr std::array<Elisions, 3> elisions{{
    {"fr", {"l", "d", "qu", "L", "D"}},
    {"it", {"l", "d", "dell", "all", "nell", "dall", "L"}},
    {"ca", {"l", "d", "L"}},
}};

// Germanic languages put an s behind a name for its genitive.
constexpr std::array<std::string_view, 7> genitives_in_s{"de", "nl", "sv", "da", "no", "nb", "nn"};

// "Vereinigte Staaten" and "Vereinigtes Königreich" have an n after an article.
std::string with_weak_adjective(const std::string& name) {
  const std::size_t space = name.find(' ');
  if (space == std::string::npos || space < 3) return {};
  const std::string_view first = std::string_view(name).substr(0, space);
  const std::string rest = name.substr(space);
  if (first.ends_with("es")) return std::string(first.substr(0, space - 1)) + 'n' + rest;
  if (first.ends_with("e")) return std::string(first) + 'n' + rest;
  return {};
}

std::vector<std::string> forms_of(const std::string& name, std::string_view language) {
  std::vector<std::string> forms{name};
  for (const Elisions& each : elisions) {
    if (each.language != language || !begins_with_vowel(name)) continue;
    for (const std::string_view before : each.before) {
      if (before.empty()) continue;
      forms.push_back(fmt::format("{}'{}", before, name));
      forms.push_back(fmt::format("{}’{}", before, name));
    }
  }
  const bool has_genitive =
      std::find(genitives_in_s.begin(), genitives_in_s.end(), language) != genitives_in_s.end();
  if (has_genitive && !name.ends_with('s')) forms.push_back(name + 's');
  if (language == "de") {
    if (std::string weak = with_weak_adjective(name); !weak.empty()) {
      forms.push_back(std::move(weak));
    }
  }
  return forms;
}

// CLDR has additions for lists that no sentence has: "Hongkong (China)", "Myanmar (Birma)".
std::string without_brackets(std::string name) {
  const std::size_t bracket = name.find(" (");
  if (bracket != std::string::npos) name.resize(bracket);
  return name;
}

}  // namespace

std::vector<ForeignPlace> foreign_countries(std::string_view language) {
  std::vector<ForeignPlace> places;
  const auto locale = known_locale(language);
  if (!locale) return places;
  for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
    const icu::Locale country("", *code);
    icu::UnicodeString name;
    icu::UnicodeString english;
    country.getDisplayCountry(*locale, name);
    country.getDisplayCountry(icu::Locale::getEnglish(), english);
    const std::string own = without_brackets(utf8(name));
    if (own.empty() || own == *code) continue;
    places.push_back({*code, utf8(english), forms_of(own, language)});
  }
  return places;
}

std::vector<ForeignPlace> foreign_cities(std::string_view language) {
  std::vector<ForeignPlace> places;
  const auto locale = known_locale(language);
  if (!locale) return places;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::TimeZoneNames> own(
      icu::TimeZoneNames::createInstance(*locale, status));
  const std::unique_ptr<icu::TimeZoneNames> english(
      icu::TimeZoneNames::createInstance(icu::Locale::getEnglish(), status));
  const std::unique_ptr<icu::StringEnumeration> zones(icu::TimeZone::createTimeZoneIDEnumeration(
      UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, status));
  if (U_FAILURE(status)) return places;
  while (const icu::UnicodeString* zone = zones->snext(status)) {
    std::array<char, 8> region{};
    UErrorCode region_status = U_ZERO_ERROR;
    icu::TimeZone::getRegion(*zone, region.data(), region.size(), region_status);
    icu::UnicodeString name;
    icu::UnicodeString english_name;
    own->getExemplarLocationName(*zone, name);
    english->getExemplarLocationName(*zone, english_name);
    if (U_FAILURE(region_status) || name.isEmpty() || name == english_name) continue;
    places.push_back({region.data(), utf8(english_name), forms_of(utf8(name), language)});
  }
  return places;
}

}  // namespace dateline::annotate
