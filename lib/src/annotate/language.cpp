#include "annotate/language.h"

#include <array>
#include <string_view>
#include <utility>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "base/utf8.h"
#include "text/languages.h"

namespace dateline::annotate {
namespace {

// Of the headline and of the beginning and the end of the body, so that an article in two languages
// shows both; more costs time and tells no more.
constexpr std::size_t piece_size = 120;
// Of letters, as CLD2 counts them. English comes first in most archives, so that it takes less to
// believe it.
constexpr int least_letters = 60;
constexpr int least_letters_not_english = 150;
constexpr int least_percent = 85;

// CLD2's codes, where they are not those of ISO 639-1.
std::string iso_code(CLD2::Language language) {
  const std::string_view code = CLD2::LanguageCode(language);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> others{
      {{"iw", "he"}, {"jw", "jv"}, {"zh-Hant", "zh"}, {"sr-ME", "sr"}, {"tl", "tl"}}};
  for (const auto& [theirs, iso] : others) {
    if (code == theirs) return std::string(iso);
  }
  const bool is_iso = (code.size() == 2 || code.size() == 3) && code != "un" && code != "xxx";
  return is_iso ? std::string(code) : std::string();
}

void append_piece(std::string& out, std::string_view text) {
  out += base::cut_at_character(text, piece_size);
  out += '\n';
}

// Begins at a space where there is one.
std::string_view from_word(std::string_view text) {
  const std::size_t space = text.substr(0, piece_size).find(' ');
  return text.substr(space == std::string_view::npos ? 0 : space);
}

std::string sample_of(const Article& article) {
  std::string text;
  append_piece(text, article.headline);
  const std::string_view body = article.body;
  if (body.size() <= 2 * piece_size) {
    text += body;
  } else {
    append_piece(text, body);
    append_piece(text, from_word(body.substr(body.size() - piece_size)));
  }
  return base::is_valid_utf8(text) ? text : base::repair_utf8(text);
}

class LanguageAsGiven final : public LanguageDetector {
 public:
  std::string detect(const Article&) const override { return {}; }
};

}  // namespace

std::string LanguageByLetters::detect(const Article& article) const {
  const std::string text = sample_of(article);
  const CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  std::array<double, 3> scores{};
  int letters = 0;
  bool reliable = false;
  int valid = 0;
  CLD2::ExtDetectLanguageSummaryCheckUTF8(text.data(), static_cast<int>(text.size()), true, &hints,
                                          0, languages.data(), percents.data(), scores.data(),
                                          nullptr, &letters, &reliable, &valid);
  const bool english = languages[0] == CLD2::ENGLISH;
  const bool sure = reliable && percents[0] >= least_percent &&
                    letters >= (english ? least_letters : least_letters_not_english);
  return sure ? iso_code(languages[0]) : std::string();
}

std::string_view comparable_language(std::string_view code) {
  const auto* stemmed = text::find_stemmed_language(code);
  return stemmed != nullptr ? stemmed->code : code;
}

}  // namespace dateline::annotate

namespace dateline {

std::shared_ptr<const LanguageDetector> language_as_given() {
  return std::make_shared<const annotate::LanguageAsGiven>();
}

}  // namespace dateline
