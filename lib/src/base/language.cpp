#include "base/language.h"

#include <algorithm>
#include <cctype>
#include <cstring>

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/uloc.h>

#include "dateline/article.h"
#include "dateline/error.h"

namespace dateline {
namespace {

bool is_ascii_letter(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
}

bool is_ascii_alphanumeric(char each) {
  return is_ascii_letter(each) || (each >= '0' && each <= '9');
}

bool is_language_subtag(std::string_view text) {
  return (text.size() == 2 || text.size() == 3) &&
         std::all_of(text.begin(), text.end(), is_ascii_letter);
}

bool is_further_subtag(std::string_view text) {
  constexpr std::size_t longest = 8;  // RFC 5646
  return !text.empty() && text.size() <= longest &&
         std::all_of(text.begin(), text.end(), is_ascii_alphanumeric);
}

// Scripts are Titled, regions in capitals, all else small.
std::string usual_case(std::string_view subtag, bool further) {
  const bool letters = std::all_of(subtag.begin(), subtag.end(), is_ascii_letter);
  const bool region = further && letters && subtag.size() == 2;
  const bool script = further && letters && subtag.size() == 4;
  std::string out;
  for (const char each : subtag) {
    const bool capital = region || (script && out.empty());
    out += static_cast<char>(capital ? std::toupper(static_cast<unsigned char>(each))
                                     : std::tolower(static_cast<unsigned char>(each)));
  }
  return out;
}

bool is_listed(const char* code) {
  const char* const* listed = uloc_getISOLanguages();
  while (*listed != nullptr && std::strcmp(*listed, code) != 0) ++listed;
  return *listed != nullptr;
}

}  // namespace

std::optional<std::string> parse_language(std::string_view code) {
  std::string out;
  for (bool further = false;; further = true) {
    const auto end = std::min(code.find_first_of("-_"), code.size());
    const std::string_view subtag = code.substr(0, end);
    if (!(further ? is_further_subtag(subtag) : is_language_subtag(subtag))) return std::nullopt;
    if (further) out += '-';
    out += usual_case(subtag, further);
    if (end == code.size()) return out;
    code.remove_prefix(end + 1);
  }
}

bool is_language(std::string_view code) {
  const auto usual = parse_language(code);
  if (!usual) return false;
  const std::string subtag = usual->substr(0, usual->find('-'));
  // ICU lists one code of each language, that of two letters if there is one.
  return is_listed(subtag.c_str()) ||
         is_listed(icu::Locale::createCanonical(subtag.c_str()).getLanguage());
}

namespace base {

void require_language(std::string_view code) {
  if (is_language(code)) return;
  throw InvalidArgumentError(fmt::format(
      "\"{}\" is not the ISO 639 code of a language, as en, de and pt-BR are; all codes are listed "
      "at https://www.loc.gov/standards/iso639-2/php/code_list.php",
      code));
}

}  // namespace base
}  // namespace dateline
