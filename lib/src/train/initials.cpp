#include "train/initials.h"

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

}  // namespace

LabelledDocument with_initials(const LabelledDocument& document) {
  LabelledDocument out;
  for (const LabelledSentence& sentence : document) {
    LabelledSentence longer;
    bool changed = false;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
      longer.push_back(sentence[at]);
      if (!is_full_name(sentence, at)) continue;
      const std::string name = sentence[at].text + ' ' + sentence[at + 1].text;
      add_initials(name, longer);
      longer.push_back(sentence[++at]);
      add_suffix(name, longer);
      changed = true;
    }
    if (changed) out.push_back(std::move(longer));
  }
  return out;
}

}  // namespace dateline::train
