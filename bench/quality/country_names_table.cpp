// Writes lib/data/country_names.tsv: the names of countries in the languages of ICU, ready for
// looking up.

#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include <unicode/locid.h>
#include <unicode/uversion.h>

#include "annotate/country_names.h"
#include "annotate/country_states.h"

namespace {

using namespace dateline;

// A name that two countries share leads to none.
std::map<std::string, std::string> codes_by_key() {
  std::set<std::string> languages;
  int32_t count = 0;
  const icu::Locale* locales = icu::Locale::getAvailableLocales(count);
  for (int32_t each = 0; each < count; ++each) languages.insert(locales[each].getLanguage());
  std::map<std::string, std::string> codes;
  for (const std::string& language : languages) {
    for (const auto& state : annotate::country_states()) {
      if (state.alpha3.empty()) continue;
      const std::string code(state.code);
      const std::string name = annotate::country_name(code, language);
      if (name == code) continue;
      const std::string key = annotate::country_key(name);
      if (key.empty()) continue;
      const auto [entry, added] = codes.try_emplace(key, code);
      if (!added && entry->second != code) entry->second.clear();
    }
  }
  return codes;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: country-names-table FILE\n");
    return 2;
  }
  std::ofstream out(argv[1], std::ios::binary);
  out << "# Names of the countries in the languages of ICU, in order of key.\n"
         "# Columns: key (the name folded as country_key does), alpha-2 code.\n"
         "# Source: written by country-names-table from ICU "
      << U_ICU_VERSION
      << ", whose names are those of the Unicode CLDR.\n"
         "# Licence: Unicode-3.0, copyright 1991 Unicode, Inc.\n";
  for (const auto& [key, code] : codes_by_key()) {
    if (!code.empty()) out << key << '\t' << code << '\n';
  }
  out.close();
  if (!out) {
    std::fprintf(stderr, "country-names-table: cannot write %s\n", argv[1]);
    return 1;
  }
  return 0;
}
