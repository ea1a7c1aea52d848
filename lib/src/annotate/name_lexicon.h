#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "annotate/key_index.h"
#include "annotate/phrase_table.h"

namespace dateline::annotate {

/// What a word is known as; a set of flags.
using WordTraits = std::uint32_t;
namespace trait {
inline constexpr WordTraits given = 1U << 0;    ///< a given name
inline constexpr WordTraits surname = 1U << 1;  ///< a frequent surname
inline constexpr WordTraits common = 1U << 2;   ///< an English word of running text
inline constexpr WordTraits organisation =
    1U << 3;  ///< with a capital part of a body's or place's name
inline constexpr WordTraits honorific = 1U << 4;
inline constexpr WordTraits office = 1U << 5;
inline constexpr WordTraits royal = 1U << 6;
inline constexpr WordTraits role = 1U << 7;
inline constexpr WordTraits suffix = 1U << 8;     ///< "Jr"
inline constexpr WordTraits particle = 1U << 9;   ///< "van"
inline constexpr WordTraits calendar = 1U << 10;  ///< days and months
inline constexpr WordTraits family_first =
    1U << 11;  ///< surnames of names that begin with the surname
inline constexpr WordTraits title = honorific | office | royal;
}  // namespace trait

/// How people of public life are named by a surname alone.
enum class PublicFigure : std::uint8_t {
  none,
  speaking,  ///< where they speak ("BAKER SAYS"); elsewhere the name is more often another's
  alone,     ///< wherever the name stands by itself
};

/// The word lists of lib/data that tell names of people from other words. Immutable.
class NameLexicon {
 public:
  /// With the titles and function words of `language` (ISO 639-1; empty: English alone). Throws
  /// Error (internal) if a data file is malformed.
  explicit NameLexicon(std::string_view language = {});
  /// By Word::key. 0 for an unknown word.
  WordTraits traits(std::string_view key) const { return traits_at(keys_.find(key)); }
  WordTraits traits(const Word& word) const { return traits_at(keys_.find(word.key, word.hash)); }
  /// Whether the language writes every noun with a capital, so that a capital says little.
  bool nouns_have_capitals() const { return nouns_have_capitals_; }
  /// Phrases that look like people's names and are none.
  const PhraseTable& lookalikes() const { return lookalikes_; }
  /// Names by which large firms are known; those that stand for a country are in the gazetteer.
  const PhraseTable& firms() const { return firms_; }
  /// By Word::key of a surname.
  PublicFigure public_figure(std::string_view key) const {
    const auto found = public_figures_.find(key);
    return found == public_figures_.end() ? PublicFigure::none : found->second;
  }

 private:
  void add_lines(std::string_view data, WordTraits traits);
  void add_words(std::string_view words, WordTraits traits);
  void add_titles();
  void add_foreign_titles(std::string_view language);
  void add_function_words(std::string_view language);
  void set_common(std::string_view word);
  void add_public_figures();

  WordTraits& traits_of(std::string_view word);
  WordTraits traits_at(std::size_t number) const {
    return number == KeyIndex::none ? 0 : traits_[number];
  }

  KeyIndex keys_;
  std::vector<WordTraits> traits_;                                     // by number of key
  std::unordered_map<std::string_view, PublicFigure> public_figures_;  // keys are embedded bytes
  PhraseTable lookalikes_;
  PhraseTable firms_;
  bool nouns_have_capitals_ = false;
};

/// The English one. Made at the first call.
const NameLexicon& name_lexicon();

}  // namespace dateline::annotate
