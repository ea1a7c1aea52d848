#include "annotate/person_name.h"

#include <algorithm>
#include <vector>

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "annotate/name_lexicon.h"
#include "annotate/words.h"
#include "base/utf8.h"

namespace dateline::annotate {
namespace {

struct Part {
  std::string text;
  std::string key;
  WordTraits traits = 0;
};

bool has(const Part& part, WordTraits traits) {
  return (part.traits & traits) != 0;
}

// One letter, or letters with dots between.
bool is_initial(const Part& part) {
  return part.key.size() == 1 || part.text.find('.') != std::string::npos;
}

std::vector<Part> parts_of(std::string_view text) {
  const WordList words(text);
  std::vector<Part> parts;
  bool lower = false;
  bool upper = false;
  for (const Word& each : words.words()) {
    lower |= !each.upper;
    upper |= each.capital;
  }
  // A key of an archive ("james-baker") joins words by hyphens; a name in mixed case keeps its own.
  const bool slug = !upper && text.find(' ') == std::string_view::npos;
  const bool recase = !lower || !upper;
  for (const Word& each : words.words()) {
    std::string written(each.text);
    const std::string key = base::fold(each.text);
    std::string plain;
    std::copy_if(key.begin(), key.end(), std::back_inserter(plain),
                 [](char letter) { return letter != '.' && letter != '\''; });
    if (each.before == Gap::hyphen && !slug && !parts.empty()) {
      parts.back().text += "-" + (recase ? name_case(written) : written);
      parts.back().key += plain;
      parts.back().traits &= trait::given | trait::surname | trait::family_first | trait::particle;
      continue;
    }
    const WordTraits traits = name_lexicon().traits(plain);
    const bool particle = (traits & trait::particle) != 0;
    if (recase && !particle) written = name_case(written);
    if (recase && particle) written = base::fold(written);
    if (each.dotted && !written.ends_with('.')) written += '.';
    parts.push_back({std::move(written), std::move(plain), traits});
  }
  return parts;
}

// "U.S. Secretary of State Condoleezza Rice" keeps the last two words.
void drop_titles(std::vector<Part>& parts) {
  std::size_t begin = 0;
  for (std::size_t each = 0; each + 1 < parts.size(); ++each) {
    if (has(parts[each], trait::title) && !has(parts[each], trait::given)) begin = each + 1;
  }
  // A title that stands after a given name is a surname: "Martin Luther King".
  const bool after_given = begin == parts.size() - 1 && begin >= 2 && has(parts[0], trait::given);
  if (!after_given) parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(begin));
  if (parts.size() > 2 && parts[0].key == "of") parts.erase(parts.begin(), parts.begin() + 2);
  if (parts.size() == 1 && has(parts[0], trait::honorific)) parts.clear();
}

std::string joined(const std::vector<Part>& parts, std::size_t from, std::size_t to) {
  std::string text;
  for (std::size_t each = from; each < to; ++each) {
    if (!text.empty()) text += ' ';
    text += parts[each].text;
  }
  return text;
}

std::string take_suffix(std::vector<Part>& parts) {
  if (parts.size() < 2 || !has(parts.back(), trait::suffix)) return {};
  std::string suffix = parts.back().text;
  parts.pop_back();
  return suffix;
}

// "Li Peng", "Kim Young-sam", "Lee Kuan Yew", but not "Lee Iacocca", nor "Long John".
bool surname_first(const std::vector<Part>& parts) {
  if (parts.size() < 2 || parts.size() > 3 || !has(parts[0], trait::family_first)) return false;
  if (has(parts[0], trait::given) && parts.size() == 2 &&
      parts[1].text.find('-') == std::string::npos) {
    return false;
  }
  return std::none_of(parts.begin() + 1, parts.end(), is_initial) &&
         !(parts.size() == 2 && has(parts[1], trait::surname) &&
           !has(parts[1], trait::family_first));
}

PersonName assemble(const std::vector<Part>& parts) {
  PersonName name;
  if (surname_first(parts)) {
    name.order = PersonName::Order::surname_first;
    name.surname = parts[0].text;
    name.given = joined(parts, 1, parts.size());
    return name;
  }
  std::size_t surname = parts.size() - 1;
  while (surname > 1 && has(parts[surname - 1], trait::particle) &&
         !is_initial(parts[surname - 1])) {
    --surname;
  }
  if (surname == 1 && has(parts[0], trait::particle) && !has(parts[0], trait::given)) surname = 0;
  name.surname = joined(parts, surname, parts.size());
  if (surname > 0) name.given = parts[0].text;
  if (surname > 1) name.middle = joined(parts, 1, surname);
  return name;
}

std::optional<PersonName> parse_inverted(std::string_view before, std::string_view after) {
  std::vector<Part> surname = parts_of(before);
  std::vector<Part> given = parts_of(after);
  drop_titles(surname);
  if (surname.empty()) return {};
  if (given.size() == 1 && has(given[0], trait::suffix) && surname.size() > 1) {
    PersonName name = assemble(surname);
    name.suffix = given[0].text;
    return name;
  }
  PersonName name;
  name.suffix = take_suffix(given);
  // "King, Jr., Martin Luther".
  if (given.size() > 1 && has(given[0], trait::suffix)) {
    name.suffix = given[0].text;
    given.erase(given.begin());
  }
  if (!given.empty() && has(given[0], trait::honorific)) given.erase(given.begin());
  // "Kim, Dae-jung" is Kim Dae-jung in his own order.
  if (surname.size() == 1 && !given.empty()) {
    std::vector<Part> parts = surname;
    parts.insert(parts.end(), given.begin(), given.end());
    if (surname_first(parts)) return assemble(parts);
  }
  name.surname = joined(surname, 0, surname.size());
  if (!given.empty()) name.given = given[0].text;
  name.middle = joined(given, std::min<std::size_t>(1, given.size()), given.size());
  return name;
}

bool is_capital(char letter) {
  return letter >= 'A' && letter <= 'Z';
}

}  // namespace

std::string name_case(std::string_view word) {
  static constexpr std::string_view numerals[] = {"II", "III", "IV"};
  if (std::find(std::begin(numerals), std::end(numerals), word) != std::end(numerals)) {
    return std::string(word);
  }
  const auto unicode =
      icu::UnicodeString::fromUTF8({word.data(), static_cast<int32_t>(word.size())});
  icu::UnicodeString cased;
  bool begin = true;
  for (int32_t at = 0; at < unicode.length(); at = unicode.moveIndex32(at, 1)) {
    const UChar32 each = unicode.char32At(at);
    cased.append(begin ? u_toupper(each) : u_tolower(each));
    const bool apostrophe = each == '\'' || each == 0x2019;
    // "O'Neill" and "D'Amato", but "Nuku'alofa".
    begin = (!u_isalpha(each) && !apostrophe && u_getCombiningClass(each) == 0) ||
            (apostrophe && at == 1);
    const bool mc = at == 1 && unicode.length() > 3 && u_toupper(unicode.char32At(0)) == 'M' &&
                    u_tolower(each) == 'c';
    begin |= mc;
  }
  std::string out;
  cased.toUTF8String(out);
  return out;
}

std::optional<PersonName> parse_person_name(std::string_view text) {
  text = base::trim(text);
  if (const std::size_t comma = text.find(','); comma != std::string_view::npos) {
    if (const auto name = parse_inverted(text.substr(0, comma), text.substr(comma + 1)))
      return name;
  }
  std::vector<Part> parts = parts_of(text);
  if (parts.empty()) return {};
  drop_titles(parts);
  if (parts.empty()) return {};
  std::string suffix = take_suffix(parts);
  PersonName name = assemble(parts);
  name.suffix = std::move(suffix);
  return name;
}

std::string display_name(const PersonName& name) {
  std::string text;
  const auto append = [&](const std::string& part) {
    if (part.empty()) return;
    if (!text.empty()) text += ' ';
    text += part;
  };
  if (name.order == PersonName::Order::surname_first) append(name.surname);
  append(name.given);
  append(name.middle);
  if (name.order == PersonName::Order::given_first) append(name.surname);
  append(name.suffix);
  return text;
}

std::string person_slug(std::string_view shown) {
  std::string apart;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    apart += shown[i];
    const bool initial = shown[i] == '.' && i > 0 && is_capital(shown[i - 1]) &&
                         (i == 1 || shown[i - 2] == ' ' || shown[i - 2] == '.');
    if (initial && i + 1 < shown.size() && is_capital(shown[i + 1])) apart += ' ';
  }
  return base::slug(apart);
}

std::string person_slug(const PersonName& name) {
  return person_slug(display_name(name));
}

}  // namespace dateline::annotate
