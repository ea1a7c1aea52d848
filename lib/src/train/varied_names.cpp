#include "train/varied_names.h"

#include <array>
#include <cctype>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace dateline::train {
namespace {

using annotate::NameTag;

bool is_written_out(const std::string& token) {
  return token.size() > 2 && std::isupper(static_cast<unsigned char>(token[0])) != 0 &&
         std::islower(static_cast<unsigned char>(token[1])) != 0;
}

// Of a person named by two words, neither of them an initial.
bool is_full_name(const LabelledSentence& sentence, std::size_t at) {
  const auto goes_on = [&](std::size_t next) {
    return next < sentence.size() && sentence[next].kind == NameTag::person_only &&
           !sentence[next].begins;
  };
  return sentence[at].kind == NameTag::person_only && sentence[at].begins && goes_on(at + 1) &&
         !goes_on(at + 2) && is_written_out(sentence[at].text) &&
         is_written_out(sentence[at + 1].text);
}

LabelledToken part(std::string text) {
  return {std::move(text), NameTag::person_only, false};
}

// How a name is lengthened follows from its hash.
void add_initials(const std::string& name, LabelledSentence& out) {
  constexpr std::string_view letters = "ABCDEFGHJKLMNPRSTW";
  const std::uint64_t hash = base::hash64(name);
  out.push_back(part({letters[hash % letters.size()], '.'}));
  if (hash / 32 % 3 == 0) out.push_back(part({letters[hash / 128 % letters.size()], '.'}));
}

void add_suffix(const std::string& name, LabelledSentence& out) {
  constexpr std::array<std::string_view, 4> suffixes{"Jr.", "III", "Jr", "II"};
  const std::uint64_t hash = base::hash64(name) >> 32U;
  if (hash % 5 == 0) out.push_back(part(std::string(suffixes[hash / 8 % suffixes.size()])));
}

constexpr std::array<std::string_view, 28> place_surnames{
    "Jordan",  "London",    "Washington", "Lincoln", "Houston", "Dallas",  "Israel",
    "Holland", "Ireland",   "England",    "Berlin",  "Austin",  "Jackson", "Cleveland",
    "France",  "Hamilton",  "Wellington", "Paris",   "Chester", "York",    "Kent",
    "Derby",   "Lancaster", "Madison",    "Orlando", "Brazil",  "Phoenix", "Vienna"};
constexpr std::array<std::string_view, 10> place_given_names{
    "Paris",  "Chad",   "Jordan",  "Georgia", "Israel",
    "Sydney", "Austin", "Chelsea", "India",   "Florence"};

// Of every sentence with a full name, what `vary` makes of the tokens of each.
template <class Vary>
LabelledDocument varied(const LabelledDocument& document, Vary vary) {
  LabelledDocument out;
  for (const LabelledSentence& sentence : document) {
    LabelledSentence changed;
    bool has_name = false;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
      if (!is_full_name(sentence, at)) {
        changed.push_back(sentence[at]);
        continue;
      }
      vary(sentence[at], sentence[at + 1], changed);
      has_name = true;
      ++at;
    }
    if (has_name) out.push_back(std::move(changed));
  }
  return out;
}

}  // namespace

LabelledDocument with_initials(const LabelledDocument& document) {
  return varied(document, [](const LabelledToken& given, const LabelledToken& surname,
                             LabelledSentence& out) {
    const std::string name = given.text + ' ' + surname.text;
    out.push_back(given);
    add_initials(name, out);
    out.push_back(surname);
    add_suffix(name, out);
  });
}

LabelledDocument with_place_names(const LabelledDocument& document) {
  return varied(document, [](LabelledToken given, LabelledToken surname, LabelledSentence& out) {
    const std::uint64_t hash = base::hash64(given.text + ' ' + surname.text);
    if (hash % 4 == 0) {
      given.text = place_given_names[hash / 8 % place_given_names.size()];
    } else {
      surname.text = place_surnames[hash / 8 % place_surnames.size()];
    }
    out.push_back(std::move(given));
    out.push_back(std::move(surname));
  });
}

}  // namespace dateline::train
