#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "text/char_arena.h"
#include "text/folding.h"
#include "text/stop_words.h"

namespace dateline::text {

/// The forms of words of one language, remembered: folding and stemming run once for each written
/// form while it stays in the memory, which holds at most `capacity` of them and then begins anew.
class WordForms {
 public:
  static constexpr std::size_t capacity = 65536;

  /// The forms lie one after another in `bytes`: word, accented, stem, accented stem.
  struct Forms {
    std::string_view bytes;
    std::uint16_t word = 0;  ///< lengths; 0 for the word: nothing is left of what was written
    std::uint16_t accented = 0;
    std::uint16_t stem = 0;
    std::uint16_t accented_stem = 0;
    bool stop_word = false;
    bool capitalised = false;
  };

  /// Forms, and a note of the caller's: where it saw them last. 0 at first, and after they have
  /// been forgotten.
  struct Remembered {
    Forms forms;
    std::uint32_t list = 0;
    std::uint32_t token = 0;
  };

  /// Any ISO 639 code; without a stemmer stems equal words. Throws Error (internal) if Xapian lacks
  /// a stemmer that the project counts on.
  explicit WordForms(std::string_view language);

  /// The forms of what is written, whose kind must follow from what is written. The result lives
  /// until the next call.
  Remembered& of(std::string_view written, Written kind);

 private:
  struct Entry {
    std::string_view written;
    Remembered remembered;
  };

  Forms make(std::string_view written, Written kind);
  std::string stem(const std::string& word) const;
  std::size_t find_slot(std::uint64_t hash, std::string_view written) const;
  void grow();

  std::string_view code_;
  Xapian::Stem stemmer_;
  StopWords stop_words_;
  CharArena arena_;
  /// The hash's upper half beside the entry's number spares a look at entries of other words.
  struct Slot {
    std::uint32_t mark = 0;
    std::uint32_t entry = 0;  // plus 1; 0: none
  };
  static std::uint32_t mark_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

  std::vector<Entry> entries_;
  std::vector<Slot> slots_;  // a power of two of them
  std::string bytes_;
  Remembered unremembered_;  ///< the forms of what is too long to be remembered
};

}  // namespace dateline::text
