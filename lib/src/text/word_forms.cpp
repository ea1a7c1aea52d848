#include "text/word_forms.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

#include <fmt/format.h>

#include "base/short_bytes.h"
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

std::string_view code_of(const StemmedLanguage* language) {
  return language == nullptr ? std::string_view() : language->code;
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

// Places in the memory are counted in steps of so many bytes.
constexpr std::size_t step = alignof(WordForms::Forms);

constexpr std::size_t cache_line = 64;

std::size_t rounded_up(std::size_t size) {
  return (size + step - 1) / step * step;
}

std::string_view written_of(const WordForms::Forms& forms) {
  const std::string_view bytes = forms.bytes();
  return {bytes.data() + bytes.size(), forms.written};
}

std::uint32_t mark_of(WordForms::Hash hash) {
  return static_cast<std::uint32_t>(hash >> 32U);
}

}  // namespace

WordForms::WordForms(std::string_view language) : WordForms(find_stemmed_language(language)) {}

WordForms::WordForms(const StemmedLanguage* language)
    : code_(code_of(language)),
      keeps_initial_(language == nullptr || language->keeps_initial),
      stemmer_(make_stemmer(language)),
      stop_words_(code_),
      slots_(first_slots) {}

void WordForms::prefetch_forms(Hash hash) const {
  const Slot& slot = slots_[hash & (slots_.size() - 1)];
  if (slot.place == 0) return;
  const std::byte* const forms = memory_.data() + (slot.place - 1) * step;
  __builtin_prefetch(forms);
  __builtin_prefetch(forms + cache_line);
}

WordForms::Forms& WordForms::at(const Slot& slot) {
  return *reinterpret_cast<Forms*>(memory_.data() + (slot.place - 1) * step);
}

WordForms::Slot& WordForms::find_slot(Hash hash, std::string_view written) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot].place != 0) {
    if (slots_[slot].mark == mark_of(hash) &&
        base::equal_short(written_of(at(slots_[slot])), written)) {
      break;
    }
    slot = (slot + 1) & mask;
  }
  return slots_[slot];
}

WordForms::Forms& WordForms::of(std::string_view written, Written kind, Hash hash,
                                const WantedStems* wanted) {
  if (!keeps_initial_) wanted = nullptr;
  if (written.size() > longest_remembered) {
    make(written, kind, wanted, unremembered_, 0);
    return *reinterpret_cast<Forms*>(unremembered_.data());
  }
  Slot* slot = &find_slot(hash, written);
  if (slot->place != 0) {
    Forms& known = at(*slot);
    const bool suffices =
        known.stemmed || (wanted != nullptr && !wanted->may_be_of(known.bytes().substr(0, 1)));
    if (suffices) return known;
  }
  if (words_ * 2 >= slots_.size()) {
    grow();
    slot = &find_slot(hash, written);
  }
  const std::size_t end = make(written, kind, wanted, memory_, used_);
  *slot = {mark_of(hash), static_cast<std::uint32_t>(used_ / step + 1)};
  used_ = rounded_up(end);
  ++words_;
  return at(*slot);
}

void WordForms::grow() {
  if (words_ >= capacity) {
    words_ = 0;
    used_ = 0;
    std::fill(slots_.begin(), slots_.end(), Slot{});
    return;
  }
  slots_.assign(slots_.size() * 2, {});
  for (std::size_t place = 0; place < used_;) {
    Slot each{0, static_cast<std::uint32_t>(place / step + 1)};
    const std::string_view written = written_of(at(each));
    each.mark = mark_of(hash(written));
    find_slot(hash(written), written) = each;
    place += rounded_up(sizeof(Forms) + at(each).bytes().size() + written.size());
  }
}

std::size_t WordForms::make(std::string_view written, Written kind, const WantedStems* wanted,
                            Memory& memory, std::size_t place) {
  const Spelling spelling = spell(written, kind);
  const bool stemmed = wanted == nullptr || wanted->may_be_of(spelling.word);
  const std::string word_stem = stemmed ? stem(spelling.word) : spelling.word;
  std::string accented_stem;
  if (stemmed && !spelling.accented.empty()) accented_stem = stem(spelling.accented);
  if (accented_stem == word_stem) accented_stem.clear();
  const bool capitalised = begins_with_capital(written);
  if (written.size() > longest_remembered) written = {};
  const std::array<std::string_view, 5> parts{spelling.word, spelling.accented, word_stem,
                                              accented_stem, written};
  std::size_t size = sizeof(Forms);
  for (const std::string_view each : parts) size += each.size();
  // With room behind for what is fetched too much, and as padding.
  const std::size_t room = place + size + cache_line;
  if (memory.size() < room) memory.resize(std::max(room, 2 * memory.size()));
  ::new (memory.data() + place)
      Forms{.word = length(spelling.word),
            .accented = length(spelling.accented),
            .stem = length(word_stem),
            .accented_stem = length(accented_stem),
            .written = static_cast<std::uint8_t>(written.size()),
            .stop_word = stop_words_.contains(spelling.word, spelling.accented),
            .capitalised = capitalised,
            .stemmed = stemmed};
  std::byte* end = memory.data() + place + sizeof(Forms);
  for (const std::string_view each : parts) {
    if (!each.empty()) std::memcpy(end, each.data(), each.size());
    end += each.size();
  }
  return place + size;
}

// Folded in any case: the stem of an accented form has its accents off, and some stemmers put
// accents where a suffix was.
std::string WordForms::stem(const std::string& word) const {
  const std::string stem = is_stemmed(word) ? stemmer_(word) : word;
  return base::fold(stem.empty() ? word : stem);
}

}  // namespace dateline::text
