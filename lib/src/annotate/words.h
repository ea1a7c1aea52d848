#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::annotate {

/// Which part of an article a text is: headings are written with other capitals.
enum class TextKind { heading, body };

/// What stands between a word and the one before it.
enum class Gap : std::uint8_t {
  none,    ///< the first word, or nothing: "US$"
  space,   ///< space or one wrapped line; also after "Mr." and "J."
  hyphen,  ///< "U.S.-Russian"
  comma,
  sentence,  ///< the end of a sentence
  line,      ///< the end of a paragraph or of a short line
  other,     ///< quotes, brackets, slashes, dashes, digits' signs, malformed bytes
};

/// One word of a text as names are looked for in it: unlike an index term it keeps its dots and
/// knows its surroundings. Views point into the text or the WordList.
struct Word {
  std::string_view text;  ///< as written, possessive and final dot off: "Putin" of "Putin’s"
  /// For looking up: case-folded, accents off, without dots and apostrophes: "us" for "U.S.".
  /// Lower-case words beyond ASCII stay as written.
  std::string_view key;
  std::uint64_t hash =
      0;  ///< base::hash64 of `key`, which is looked up in one table after the other
  std::uint32_t from = 0;  ///< bytes [from, to) of the text, as `text`
  std::uint32_t to = 0;
  Gap before = Gap::none;
  bool capital = false;     ///< begins with a capital letter
  bool upper = false;       ///< has letters, none of them lower-case
  bool dotted = false;      ///< has dots inside or one right behind: "U.S.", "Gov.", "J."
  bool possessive = false;  ///< "'s" was taken off
  bool letters = false;     ///< no digits
  bool shouted = false;     ///< stands in a passage without lower-case letters
};

/// The words of one text. Reusable; linear in the length of the text, whatever bytes it holds.
class WordList {
 public:
  WordList() = default;
  explicit WordList(std::string_view text) { assign(text); }
  WordList(const WordList&) = delete;
  WordList& operator=(const WordList&) = delete;
  /// `text` must outlive the words.
  void assign(std::string_view text);

  const std::vector<Word>& words() const { return words_; }
  std::size_t size() const { return words_.size(); }
  bool empty() const { return words_.empty(); }
  const Word& operator[](std::size_t index) const { return words_[index]; }
  std::string_view text() const { return text_; }

 private:
  std::string_view folded_key(std::string_view word, bool ascii, bool capital);
  void add_word(std::size_t from, std::size_t to, Gap before);
  void mark_shouting();

  std::string_view text_;
  std::vector<Word> words_;
  std::string arena_;               // keys of ASCII words; never grows beyond its reserve
  std::deque<std::string> folded_;  // keys of the others
};

/// Whether a dot after this key belongs to the word ("mr", "gov", "st"), so that no sentence ends
/// there.
bool is_abbreviation_before_name(std::string_view key);

}  // namespace dateline::annotate
