#include "text/languages.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "text/analyzer.h"

namespace dateline::text {
namespace {

struct Entry {
  StemmedLanguage language;
  std::string_view terminological;  // ISO 639-2/T
  std::string_view bibliographic;   // ISO 639-2/B
};

// Arabic, Irish, Indonesian and Tamil have prefixes that stems are without; Lithuanian and Turkish
// stems change a consonant at the end, which may be the first letter.
// Both written forms of Norwegian share the stemmer that is called after the language as a whole.
constexpr std::array entries{
    Entry{{"ar", "arabic", false}, "ara", "ara"},
    Entry{{"ca", "catalan"}, "cat", "cat"},
    Entry{{"da", "danish"}, "dan", "dan"},
    Entry{{"de", "german"}, "deu", "ger"},
    Entry{{"en", "english"}, "eng", "eng"},
    Entry{{"es", "spanish"}, "spa", "spa"},
    Entry{{"eu", "basque"}, "eus", "baq"},
    Entry{{"fi", "finnish"}, "fin", "fin"},
    Entry{{"fr", "french"}, "fra", "fre"},
    Entry{{"ga", "irish", false}, "gle", "gle"},
    Entry{{"hu", "hungarian"}, "hun", "hun"},
    Entry{{"hy", "armenian"}, "hye", "arm"},
    Entry{{"id", "indonesian", false}, "ind", "ind"},
    Entry{{"it", "italian"}, "ita", "ita"},
    Entry{{"lt", "lithuanian", false}, "lit", "lit"},
    Entry{{"nb", "norwegian"}, "nob", "nob"},
    Entry{{"ne", "nepali"}, "nep", "nep"},
    Entry{{"nl", "dutch"}, "nld", "dut"},
    Entry{{"nn", "norwegian"}, "nno", "nno"},
    Entry{{"no", "norwegian"}, "nor", "nor"},
    Entry{{"pt", "portuguese"}, "por", "por"},
    Entry{{"ro", "romanian"}, "ron", "rum"},
    Entry{{"ru", "russian"}, "rus", "rus"},
    Entry{{"sv", "swedish"}, "swe", "swe"},
    Entry{{"ta", "tamil", false}, "tam", "tam"},
    Entry{{"tr", "turkish", false}, "tur", "tur"},
};

}  // namespace

const StemmedLanguage* find_stemmed_language(std::string_view code) {
  const std::string wanted = base::to_lower_ascii(code.substr(0, code.find_first_of("-_")));
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& each) {
    return wanted == each.language.code || wanted == each.terminological ||
           wanted == each.bibliographic;
  });
  return found == entries.end() ? nullptr : &found->language;
}

std::vector<std::string_view> stemmed_languages() {
  std::vector<std::string_view> out;
  out.reserve(std::size(entries));
  for (const Entry& each : entries) out.push_back(each.language.code);
  return out;
}

}  // namespace dateline::text
