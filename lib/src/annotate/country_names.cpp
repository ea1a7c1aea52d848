#include "annotate/country_names.h"

#include <algorithm>

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "annotate/country_states.h"
#include "annotate/data_table.h"
#include "annotate/phrase_table.h"
#include "base/utf8.h"
#include "data/country_names_tsv.h"

namespace dateline::annotate {
namespace {

using CodesByName = StringMap<std::string_view>;

void add(CodesByName& codes, std::string_view name, std::string_view code) {
  std::string key = country_key(name);
  if (!key.empty()) codes.try_emplace(std::move(key), code);
}

// Codes first, names next, demonyms last: an earlier entry is never replaced by a later one.
CodesByName english_codes() {
  constexpr std::size_t enough = 4096;
  CodesByName codes;
  codes.reserve(enough);
  const auto states = country_states();
  for (const auto& state : states) {
    add(codes, state.code, state.code);
    if (!state.alpha3.empty()) add(codes, state.alpha3, state.code);
    for (const std::string_view code : state.other_codes) add(codes, code, state.code);
  }
  // Codes of states that changed their names and of none that ended.
  for (const auto& [code, today] :
       std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {"BUMM", "MM"}, {"BUR", "MM"},  {"ZRCD", "CD"}, {"ZAR", "CD"},  {"DYBJ", "BJ"},
           {"DHY", "BJ"},  {"HVBF", "BF"}, {"HVO", "BF"},  {"RHZW", "ZW"}, {"RHO", "ZW"},
           {"NHVU", "VU"}, {"NHB", "VU"},  {"TPTL", "TL"}, {"TMP", "TL"},  {"BYAA", "BY"},
           {"BYS", "BY"},  {"AIDJ", "DJ"}, {"AFI", "DJ"},  {"FXFR", "FR"}, {"FXX", "FR"},
           {"ROM", "RO"},  {"XKX", "XK"}}) {
    add(codes, code, today);
  }
  for (const auto& state : states) {
    for (const std::string_view name : state.names) add(codes, name, state.code);
  }
  add(codes, "Congo", "CG");
  for (const auto& state : states) {
    for (const std::string_view demonym : state.demonyms) {
      add(codes, demonym, state.code);
      add(codes, std::string(demonym) + "s", state.code);
    }
  }
  return codes;
}

std::string icu_name(std::string_view code, const icu::Locale& in) {
  icu::UnicodeString name;
  const icu::Locale country("", std::string(code).c_str());
  country.getDisplayCountry(in, name);
  std::string out;
  name.toUTF8String(out);
  return out;
}

// Reading the table into a map would cost more than all questions of a run.
std::string_view foreign_code(std::string_view key) {
  const std::string_view row = find_row(data::country_names_tsv(), key);
  return row.substr(std::min(row.find('\t') + 1, row.size()));
}

}  // namespace

std::string country_key(std::string_view name) {
  std::string key = base::slug(name);
  // Archives name countries with and without the article and the "and".
  if (key.starts_with("the-")) key.erase(0, 4);
  for (std::size_t at = key.find("-and-"); at != std::string::npos; at = key.find("-and-")) {
    key.erase(at, 4);
  }
  return key;
}

std::optional<std::string> country_code(std::string_view name_code_or_demonym) {
  static const CodesByName english = english_codes();
  const std::string key = country_key(name_code_or_demonym);
  if (key.empty()) return {};
  if (const auto found = english.find(key); found != english.end())
    return std::string(found->second);
  const std::string_view foreign = foreign_code(key);
  if (foreign.empty()) return {};
  return std::string(foreign);
}

std::string country_name(std::string_view code, std::string_view locale) {
  const std::optional<CountryLabel> country = country_label(code);
  if (!country) return std::string(code);
  if (locale.empty() || locale == "en" || locale.starts_with("en-")) {
    return std::string(country->name);
  }
  const std::string tag(locale);
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale in = icu::Locale::forLanguageTag(tag, status);
  if (U_FAILURE(status) || in.isBogus()) in = icu::Locale(tag.c_str());
  if (std::string_view(in.getLanguage()) == "en" || country->former)
    return std::string(country->name);
  const std::string name = icu_name(code, in);
  return name.empty() || name == code ? std::string(country->name) : name;
}

}  // namespace dateline::annotate
