#include "text/word_forms.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/quick_hash.h"
#include "base/utf8.h"
#include "dateline/error.h"
#include "text/character_class.h"
#include "text/languages.h"

namespace dateline::text {
namespace {

constexpr std::size_t first_slots = 1024;

// Longer than any word of a language; noise is not worth its place.
constexpr std::size_t longest_remembered = 128;

Xapian::Stem make_stemmer(const StemmedLanguage* language) {
  if (language == nullptr) return {};
  try {
    return Xapian::Stem(std::string(language->stemmer));
  } catch (const Xapian::Error& error) {
    throw Error(
        ErrorCode::internal,
        fmt::format("Xapian {} has no stemmer \"{}\" for language \"{}\" ({}); use a Xapian "
                    "that has it",
                    Xapian::version_string(), language->stemmer, language->code, error.get_msg()));
  }
}

std::string_view code_of(std::string_view language) {
  const StemmedLanguage* const found = find_stemmed_language(language);
  return found == nullptr ? std::string_view() : found->code;
}

bool begins_with_capital(std::string_view written) {
  return !written.empty() && is_capital(base::decode_utf8(written, 0).character);
}

// Abbreviations, numbers and names such as F16 have no inflections.
bool is_stemmed(std::string_view word) {
  return std::none_of(word.begin(), word.end(), [](char each) {
    return static_cast<unsigned char>(each) < 0x80 && !is_ascii_letter(each);
  });
}

std::uint16_t length(const std::string& form) {
  return static_cast<std::uint16_t>(form.size());
}

}  // namespace

WordForms::WordForms(std::string_view language)
    : code_(code_of(language)),
      stemmer_(make_stemmer(find_stemmed_language(language))),
      stop_words_(code_),
      slots_(first_slots) {}

std::size_t WordForms::find_slot(std::uint64_t hash, std::string_view written) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot].entry != 0) {
    if (slots_[slot].mark == mark_of(hash) && entries_[slots_[slot].entry - 1].written == written) {
      break;
    }
    slot = (slot + 1) & mask;
  }
  return slot;
}

WordForms::Remembered& WordForms::of(std::string_view written, Written kind) {
  if (written.size() > longest_remembered) {
    unremembered_ = {make(written, kind)};
    return unremembered_;
  }
  const std::uint64_t hash = base::quick_hash(written);
  std::size_t slot = find_slot(hash, written);
  if (slots_[slot].entry != 0) return entries_[slots_[slot].entry - 1].remembered;
  if (entries_.size() * 2 >= slots_.size()) {
    grow();
    slot = find_slot(hash, written);
  }
  Forms forms = make(written, kind);
  // The two are read together.
  bytes_ += written;
  const std::string_view bytes = arena_.store(bytes_);
  forms.bytes = bytes.substr(0, bytes.size() - written.size());
  entries_.push_back({bytes.substr(forms.bytes.size()), {forms}});
  slots_[slot] = {mark_of(hash), static_cast<std::uint32_t>(entries_.size())};
  return entries_.back().remembered;
}

void WordForms::grow() {
  if (entries_.size() >= capacity) {
    entries_.clear();
    arena_.clear();
    std::fill(slots_.begin(), slots_.end(), Slot{});
    return;
  }
  slots_.assign(slots_.size() * 2, {});
  for (std::size_t each = 0; each < entries_.size(); ++each) {
    const std::uint64_t hash = base::quick_hash(entries_[each].written);
    slots_[find_slot(hash, entries_[each].written)] = {mark_of(hash),
                                                       static_cast<std::uint32_t>(each + 1)};
  }
}

WordForms::Forms WordForms::make(std::string_view written, Written kind) {
  const Spelling spelling = spell(written, kind);
  const std::string word_stem = stem(spelling.word);
  std::string accented_stem;
  if (!spelling.accented.empty()) accented_stem = stem(spelling.accented);
  if (accented_stem == word_stem) accented_stem.clear();
  bytes_ = spelling.word + spelling.accented + word_stem + accented_stem;
  return {.bytes = bytes_,
          .word = length(spelling.word),
          .accented = length(spelling.accented),
          .stem = length(word_stem),
          .accented_stem = length(accented_stem),
          .stop_word = stop_words_.contains(spelling.word, spelling.accented),
          .capitalised = begins_with_capital(written)};
}

// Folded in any case: the stem of an accented form has its accents off, and some stemmers put
// accents where a suffix was.
std::string WordForms::stem(const std::string& word) const {
  const std::string stem = is_stemmed(word) ? stemmer_(word) : word;
  return base::fold(stem.empty() ? word : stem);
}

}  // namespace dateline::text
