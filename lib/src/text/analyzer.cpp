#include "text/analyzer.h"

#include <algorithm>
#include <limits>
#include <span>

#include <fmt/format.h>

#include "base/utf8.h"
#include "dateline/error.h"
#include "text/acronyms.h"
#include "text/character_class.h"
#include "text/languages.h"
#include "text/segmenter.h"
#include "text/token_rules.h"
#include "text/word_forms.h"

namespace dateline::text {
namespace {

// Languages whose forms an analyser remembers at once: some 4 MB each at most.
constexpr std::size_t remembered_languages = 6;

constexpr std::size_t largest_compound = 3;

// So few that nothing fetched is lost before it is used.
constexpr std::size_t words_fetched_at_once = 128;

constexpr std::size_t longest_text = std::numeric_limits<std::int32_t>::max();

struct LanguageForms {
  std::string language;
  std::unique_ptr<WordForms> forms;
};

// The last used first.
class LanguageMemory {
 public:
  WordForms& of(std::string_view language) {
    const StemmedLanguage* const known = find_stemmed_language(language);
    const std::string_view code = known == nullptr ? std::string_view() : known->code;
    auto found = std::find_if(languages_.begin(), languages_.end(),
                              [&](const LanguageForms& each) { return each.language == code; });
    if (found == languages_.end()) {
      LanguageForms made{std::string(code), std::make_unique<WordForms>(code)};
      if (languages_.size() == remembered_languages) languages_.pop_back();
      found = languages_.insert(languages_.end(), std::move(made));
    }
    std::rotate(languages_.begin(), found, found + 1);
    return *languages_.front().forms;
  }

 private:
  std::vector<LanguageForms> languages_;
};

bool contains_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_ascii_digit);
}

}  // namespace

struct Analyzer::Impl {
  Segmenter segmenter;
  LanguageMemory languages;
  std::vector<Segment> segments;
  std::vector<WrittenWord> words;
  std::vector<WordForms::Hash> hashes;
  std::uint32_t list = 0;  ///< the number of the last list

  /// `wanted` null: all stems.
  void analyze(std::string_view text, std::string_view language, const WantedStems* wanted,
               TokenList& out);

  // Never 0. After 2^32 lists the numbers would begin anew, so the words are remembered anew.
  void next_list() {
    if (++list != 0) return;
    languages = {};
    list = 1;
  }
};

namespace {

// Turns the words of one text into tokens.
class TokenWriter {
 public:
  /// `list` is a number that no list had before.
  TokenWriter(std::string_view text, WordForms& forms, const WantedStems* wanted,
              std::uint32_t list, std::vector<WordForms::Hash>& hashes, std::vector<Token>& tokens,
              CharArena& arena)
      : text_(text),
        forms_(forms),
        wanted_(wanted),
        list_(list),
        hashes_(hashes),
        tokens_(tokens),
        arena_(arena),
        evidence_(text) {}

  std::uint32_t form_count() const { return form_count_; }

  void write(std::span<const WrittenWord> words) {
    words_ = words;
    hashes_.resize(words.size());
    std::size_t fetched = 0;
    for (std::size_t first = 0; first < words.size();) {
      std::size_t last = first + 1;
      while (last < words.size() && words[last].link != Link::none) ++last;
      while (fetched < last) fetched = fetch(fetched);
      if (last - first == 1) {
        write_word(words[first]);
      } else {
        write_compound(words.subspan(first, last - first));
      }
      first = last;
    }
  }

 private:
  // Has the forms of the next words fetched, all at the same time. Gives how many words it has been
  // asked for then.
  std::size_t fetch(std::size_t first) {
    const std::size_t last = std::min(words_.size(), first + words_fetched_at_once);
    for (std::size_t each = first; each < last; ++each) {
      hashes_[each] = WordForms::hash(written(words_[each]));
      forms_.prefetch_slot(hashes_[each]);
    }
    for (std::size_t each = first; each < last; ++each) forms_.prefetch_forms(hashes_[each]);
    return last;
  }

  WordForms::Forms& forms_of(const WrittenWord& word) {
    const auto index = static_cast<std::size_t>(&word - words_.data());
    return forms_.of(written(word), word.kind, hashes_[index], wanted_);
  }

  std::string_view written(const WrittenWord& word) const {
    return text_.substr(word.from, word.to - word.from);
  }

  // The word's dotted form where it is in capitals and they mean something, else empty.
  std::string_view acronym(const WrittenWord& word) {
    const std::string_view dotted = dotted_form(written(word));
    return !dotted.empty() && evidence_.holds(word.from, word.to) ? dotted : std::string_view();
  }

  void write_word(const WrittenWord& word) {
    if (word.kind == Written::abbreviation) {
      write_abbreviation(word);
    } else if (const std::string_view dotted = acronym(word); !dotted.empty()) {
      add(forms_.of(dotted, Written::abbreviation, wanted_), word.from, word.to);
    } else {
      add(forms_of(word), word.from, word.to);
    }
  }

  void write_abbreviation(const WrittenWord& word) {
    if (!add(forms_of(word), word.from, word.to)) return;
    letters_ = tokens_.back().word;
    std::erase(letters_, '.');
    if (stands_without_dots(letters_)) add_joined(letters_, word.from, word.to);
  }

  void write_compound(std::span<const WrittenWord> words) {
    const bool joined = is_joined(words);
    const std::size_t first = tokens_.size();
    write_word(words.front());
    if (joined && tokens_.size() > first) {
      letters_.clear();
      for (const WrittenWord& each : words) letters_ += written(each);
      add_joined(letters_, words.front().from, words.back().to);
    }
    for (const WrittenWord& each : words.subspan(1)) write_word(each);
  }

  // Two or three plain words, the first of letters; an elision only before a name: D'Alema is also
  // Dalema, l'homme not lhomme.
  bool is_joined(std::span<const WrittenWord> words) {
    if (words.size() > largest_compound || contains_digit(written(words.front()))) return false;
    std::size_t length = 0;
    for (const WrittenWord& each : words) {
      length += each.to - each.from;
      if (each.kind != Written::plain || !acronym(each).empty()) return false;
      const bool name = is_capital(base::decode_utf8(text_, each.from).character);
      if (each.link == Link::elision && !name) return false;
    }
    return length <= max_word_characters;
  }

  bool add(WordForms::Forms& forms, std::uint32_t from, std::uint32_t to) {
    return add(forms, from, to, ++position_);
  }

  void add_joined(std::string_view letters, std::uint32_t from, std::uint32_t to) {
    const bool capitalised = tokens_.back().capitalised;
    if (!add(forms_.of(letters, Written::plain, wanted_), from, to, position_)) return;
    Token& token = tokens_.back();
    token.stop_word = false;
    token.capitalised = capitalised;
    token.joined = true;
  }

  // False if nothing was left of the word.
  bool add(WordForms::Forms& forms, std::uint32_t from, std::uint32_t to, std::uint32_t position) {
    if (forms.word == 0) {
      position_ = tokens_.empty() ? 0 : tokens_.back().position;
      return false;
    }
    if (forms.list == list_) {
      tokens_.push_back(tokens_[forms.token]);
      tokens_.back().joined = false;
    } else {
      forms.list = list_;
      forms.token = static_cast<std::uint32_t>(tokens_.size());
      add_forms(forms);
    }
    Token& token = tokens_.back();
    token.position = position;
    token.from = from;
    token.to = to;
    token.stop_word = forms.stop_word;
    token.capitalised = forms.capitalised;
    return true;
  }

  void add_forms(const WordForms::Forms& forms) {
    std::string_view rest = arena_.store(forms.bytes());
    const auto take = [&rest](std::size_t size) {
      const std::string_view form = rest.substr(0, size);
      rest.remove_prefix(size);
      return form;
    };
    Token& token = tokens_.emplace_back();
    token.word = take(forms.word);
    token.accented = take(forms.accented);
    token.stem = take(forms.stem);
    token.accented_stem = take(forms.accented_stem);
    token.form = form_count_++;
  }

  std::string_view text_;
  WordForms& forms_;
  const WantedStems* wanted_;
  std::uint32_t list_;
  std::uint32_t form_count_ = 0;
  std::span<const WrittenWord> words_;
  std::vector<WordForms::Hash>& hashes_;  // of the words fetched
  std::vector<Token>& tokens_;
  CharArena& arena_;
  CapitalsEvidence evidence_;
  std::uint32_t position_ = 0;
  std::string letters_;
};

}  // namespace

Analyzer::Analyzer() : impl_(std::make_unique<Impl>()) {}
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;
Analyzer::~Analyzer() = default;

void Analyzer::analyze(std::string_view text, std::string_view language, TokenList& out) {
  impl_->analyze(text, language, nullptr, out);
}

void Analyzer::analyze(std::string_view text, std::string_view language, const WantedStems& wanted,
                       TokenList& out) {
  impl_->analyze(text, language, &wanted, out);
}

void Analyzer::Impl::analyze(std::string_view text, std::string_view language,
                             const WantedStems* wanted, TokenList& out) {
  out.tokens_.clear();
  out.forms_.clear();
  if (text.size() > longest_text) {
    throw InvalidArgumentError(
        fmt::format("a text of {} bytes is too long to analyse: the limit is {}; cut it",
                    text.size(), longest_text));
  }
  segments.clear();
  words.clear();
  segmenter.segment(text, segments);
  read_words(text, segments, words);
  next_list();
  TokenWriter writer(text, languages.of(language), wanted, list, hashes, out.tokens_, out.forms_);
  writer.write(words);
  out.form_count_ = writer.form_count();
}

}  // namespace dateline::text
