#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/char_arena.h"

namespace dateline::text {

/// One word of a text, with the forms under which it is indexed and searched. Views point into the
/// TokenList that holds the token: they live until it is analysed into again or destroyed, and are
/// padded (see base/short_bytes.h).
struct Token {
  /// The exact form: NFKC, case-folded, accents off, possessive off. Never empty, at most
  /// `max_word_characters`. It does not depend on the language.
  std::string_view word;
  /// The exact form with its accents; empty where it has none.
  std::string_view accented;
  /// Stem of `word`.
  std::string_view stem;
  /// Stem of `accented`, accents off; empty where it is the same as `stem`.
  std::string_view accented_stem;
  /// Counted from 1. The parts of a compound stand at consecutive positions; its joined form
  /// ("nonproliferation" for "non-proliferation", "un" for "U.N.") stands at that of its first
  /// part, next after it in the list.
  std::uint32_t position = 0;
  /// Numbers the forms of the list from 0 in the order of their first coming: tokens with one
  /// number have the same four forms, which spares who counts them the comparing. Words of one
  /// form need not have one number.
  std::uint32_t form = 0;
  std::uint32_t from = 0;  ///< bytes [from, to) of the text as given
  std::uint32_t to = 0;
  bool stop_word = false;
  bool capitalised = false;  ///< written with a capital letter first
  bool joined = false;       ///< written together what the text writes in parts, beside those
};

/// A longer word is cut.
inline constexpr std::size_t max_word_characters = 64;

/// The words of one text. Meant to be reused: `analyze` clears it and keeps its memory. Moves, but
/// is not copied: the tokens are views into it.
class TokenList {
 public:
  TokenList() = default;
  TokenList(TokenList&&) = default;
  TokenList& operator=(TokenList&&) = default;

  const std::vector<Token>& tokens() const { return tokens_; }
  auto begin() const { return tokens_.begin(); }
  auto end() const { return tokens_.end(); }
  bool empty() const { return tokens_.empty(); }
  std::size_t size() const { return tokens_.size(); }
  /// One more than the greatest Token::form.
  std::uint32_t form_count() const { return form_count_; }
  /// The position of the last token, 0 for none.
  std::uint32_t last_position() const { return tokens_.empty() ? 0 : tokens_.back().position; }

 private:
  friend class Analyzer;
  std::vector<Token> tokens_;
  CharArena forms_;
  std::uint32_t form_count_ = 0;
};

/// For who wants to know of tokens whether they have one of a few stems: to make the others would
/// be most of the work on a text that is seen once.
class WantedStems {
 public:
  void add(std::string_view stem) {
    if (!stem.empty()) initials_.set(static_cast<unsigned char>(stem.front()));
  }
  /// False if no wanted stem begins as `word` does.
  bool may_be_of(std::string_view word) const {
    return !word.empty() && initials_.test(static_cast<unsigned char>(word.front()));
  }

 private:
  std::bitset<256> initials_;
};

/// Cuts text into words and gives their forms: the one analyser that indexing, queries and snippets
/// share. docs/analysis.md is its table of cases.
///
/// Not for use from two threads at once: each thread has its own (construction is cheap).
class Analyzer {
 public:
  Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;
  ~Analyzer();

  /// `text` is valid UTF-8 of less than 2 GiB (malformed bytes count as punctuation); `language` an
  /// ISO 639 code ("en", "eng"; "pt-BR" counts as "pt"). A language without a stemmer gives stems
  /// equal to the words. Time is linear in the text. Throws Error (invalid_argument) if `text` is
  /// too long, Error (internal) if Boost.Locale has no ICU back-end and `text` needs it.
  void analyze(std::string_view text, std::string_view language, TokenList& out);
  /// The same, but tokens that cannot have a stem of `wanted` may have their word in its place, and
  /// no accented stem.
  void analyze(std::string_view text, std::string_view language, const WantedStems& wanted,
               TokenList& out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// ISO 639-1 codes of the languages with a stemmer.
std::vector<std::string_view> stemmed_languages();

/// Names everything that terms depend on (stems of probe words, segmentation, version of the
/// rules): two analysers with one fingerprint give one set of terms. Costs some milliseconds at the
/// first call, nothing later, and nothing at all in a program with a known_analyser(). Safe from
/// any thread.
std::string analyzer_fingerprint();

}  // namespace dateline::text
