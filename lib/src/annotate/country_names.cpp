#include "annotate/country_names.h"

#include <algorithm>
#include <set>

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "annotate/country_gazetteer.h"
#include "base/utf8.h"

namespace dateline::annotate {
namespace {

using CodesByName = StringMap<std::string_view>;

std::string lookup_key(std::string_view name) {
  std::string key = base::slug(name);
  // Archives name countries with and without the article and the "and".
  if (key.starts_with("the-")) key.erase(0, 4);
  for (std::size_t at = key.find("-and-"); at != std::string::npos; at = key.find("-and-")) {
    key.erase(at, 4);
  }
  return key;
}

void add(CodesByName& codes, std::string_view name, std::string_view code) {
  std::string key = lookup_key(name);
  if (!key.empty()) codes.try_emplace(std::move(key), code);
}

// Codes first, names next, demonyms last: an earlier entry is never replaced by a later one.
CodesByName english_codes() {
  CodesByName codes;
  const auto states = country_gazetteer().states();
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

// Names in the languages of ICU; one that two countries share is left out.
CodesByName foreign_codes() {
  std::set<std::string> languages;
  int32_t count = 0;
  const icu::Locale* locales = icu::Locale::getAvailableLocales(count);
  for (int32_t each = 0; each < count; ++each) languages.insert(locales[each].getLanguage());
  CodesByName codes;
  for (const std::string& language : languages) {
    const icu::Locale in(language.c_str());
    for (const auto& state : country_gazetteer().states()) {
      if (state.alpha3.empty()) continue;
      const std::string name = icu_name(state.code, in);
      if (name == state.code) continue;
      std::string key = lookup_key(name);
      if (key.empty()) continue;
      const auto [entry, added] = codes.try_emplace(std::move(key), state.code);
      if (!added && entry->second != state.code) entry->second = {};
    }
  }
  return codes;
}

}  // namespace

std::optional<std::string> country_code(std::string_view name_code_or_demonym) {
  static const CodesByName english = english_codes();
  const std::string key = lookup_key(name_code_or_demonym);
  if (key.empty()) return {};
  if (const auto found = english.find(key); found != english.end())
    return std::string(found->second);
  static const CodesByName foreign = foreign_codes();
  const auto found = foreign.find(key);
  if (found == foreign.end() || found->second.empty()) return {};
  return std::string(found->second);
}

std::string country_name(std::string_view code, std::string_view locale) {
  const auto states = country_gazetteer().states();
  const auto state = std::find_if(states.begin(), states.end(),
                                  [&](const auto& each) { return each.code == code; });
  if (state == states.end()) return std::string(code);
  const std::string tag(locale);
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale in = icu::Locale::forLanguageTag(tag, status);
  if (U_FAILURE(status) || in.isBogus()) in = icu::Locale(tag.c_str());
  const bool english = locale.empty() || std::string_view(in.getLanguage()) == "en";
  if (english || state->alpha3.empty()) return std::string(state->name);
  const std::string name = icu_name(code, in);
  return name.empty() || name == code ? std::string(state->name) : name;
}

}  // namespace dateline::annotate
