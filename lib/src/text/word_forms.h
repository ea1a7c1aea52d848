#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "base/quick_hash.h"
#include "text/analyzer.h"
#include "text/folding.h"
#include "text/languages.h"
#include "text/stop_words.h"

namespace dateline::text {

/// The forms of words of one language, remembered: folding and stemming run once for each written
/// form while it stays in the memory, which holds at most `capacity` of them and then begins anew.
class WordForms {
 public:
  /// With half as many, an archive of 200,000 news articles made the forms of its common words anew
  /// every 8,000 articles: 3 % of the time of indexing it. A memory takes 10 to 20 MB when full.
  static constexpr std::size_t capacity = 131072;

  /// The forms of one written word. In memory they lie behind it, one after another: word,
  /// accented, stem, accented stem.
  struct Forms {
    /// A note of the caller's: where it saw the word last. 0 at first.
    std::uint32_t list = 0;
    std::uint32_t token = 0;
    std::uint16_t word = 0;  ///< lengths; 0 for the word: nothing is left of what was written
    std::uint16_t accented = 0;
    std::uint16_t stem = 0;
    std::uint16_t accented_stem = 0;
    std::uint8_t written = 0;  ///< length of what was written, which lies behind the forms
    bool stop_word = false;
    bool capitalised = false;
    bool stemmed = true;  ///< else the stem is the word, as nobody wanted it yet

    /// Padded (see base/short_bytes.h).
    std::string_view bytes() const {
      return {reinterpret_cast<const char*>(this + 1),
              std::size_t{word} + accented + stem + accented_stem};
    }
  };

  /// Any ISO 639 code; without a stemmer stems equal words. Throws Error (internal) if Xapian lacks
  /// a stemmer that the project counts on.
  explicit WordForms(std::string_view language);

  /// The forms of what is written, whose kind must follow from what is written. The result lives
  /// until the next call.
  Forms& of(std::string_view written, Written kind, const WantedStems* wanted = nullptr) {
    return of(written, kind, hash(written), wanted);
  }

  /// Most of the time that `of` takes is waiting for memory. Who knows the words to come has their
  /// memory fetched meanwhile: for each the slot, and for each of those already asked for the
  /// forms.
  using Hash = std::uint64_t;
  static Hash hash(std::string_view written) { return base::quick_hash(written); }
  void prefetch_slot(Hash hash) const { __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]); }
  void prefetch_forms(Hash hash) const;
  /// Stems need not be made of words that cannot have those of `wanted`; null: of all.
  Forms& of(std::string_view written, Written kind, Hash hash, const WantedStems* wanted);

 private:
  /// The hash's upper half beside the place of the forms in the memory spares a look at those of
  /// other words.
  struct Slot {
    std::uint32_t mark = 0;
    std::uint32_t place = 0;  // plus 1; 0: none
  };

  using Memory = std::vector<std::byte>;

  explicit WordForms(const StemmedLanguage* language);

  Slot& find_slot(Hash hash, std::string_view written);
  Forms& at(const Slot& slot);
  /// Puts what is to be remembered of a word at a place of `memory` and gives where it ends.
  std::size_t make(std::string_view written, Written kind, const WantedStems* wanted,
                   Memory& memory, std::size_t place);
  std::string stem(const std::string& word) const;
  void grow();

  std::string_view code_;
  bool keeps_initial_ = true;
  Xapian::Stem stemmer_;
  StopWords stop_words_;
  std::vector<Slot> slots_;  // a power of two of them
  std::size_t words_ = 0;
  Memory memory_;  ///< of each word Forms, their bytes and what was written
  std::size_t used_ = 0;
  Memory unremembered_;  ///< the same of a word too long to be remembered
};

}  // namespace dateline::text
