#include "train/labelled_article.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "base/one_of.h"

namespace dateline::train {
namespace {

using base::is_one_of;

using annotate::NameTag;

constexpr std::array<std::string_view, 12> closing{".", ",", ";", ":", "?",   "!",
                                                   ")", "]", "%", "}", "...", "'"};
constexpr std::array<std::string_view, 8> clitics{"'s",  "n't", "'m",  "'re",
                                                  "'ve", "'d",  "'ll", "'S"};
constexpr std::array<std::string_view, 4> opening{"(", "[", "{", "$"};
// Words that a headline in title case leaves small.
constexpr std::array<std::string_view, 20> small_words{
    "a",  "an", "and", "as",   "at",  "but", "by", "for", "from", "in",
    "of", "on", "or",  "over", "the", "to",  "vs", "v",   "with", "as"};

std::string with_capitals(const std::string& token, Setting::Capitals capitals) {
  if (capitals == Setting::Capitals::kept) return token;
  auto unicode = icu::UnicodeString::fromUTF8(token);
  if (capitals == Setting::Capitals::all) {
    unicode.toUpper(icu::Locale::getRoot());
  } else {
    auto lower = unicode;
    lower.toLower(icu::Locale::getRoot());
    std::string small;
    lower.toUTF8String(small);
    if (is_one_of(small, small_words)) return small;
    // "McNamara" and "NATO" stay in a text of mixed case; of one in capitals only short words do.
    const bool upper = unicode != lower && icu::UnicodeString(unicode).toUpper() == unicode;
    if (upper && unicode.length() > 4) unicode = lower;
    const auto first = unicode.tempSubString(0, 1);
    unicode = icu::UnicodeString(first).toUpper() + unicode.tempSubString(1);
  }
  std::string out;
  unicode.toUTF8String(out);
  return out;
}

// Puts the tokens of one text behind each other.
class Setter {
 public:
  explicit Setter(Setting::Signs signs) : signs_(signs) {}

  void add(const LabelledSentence& sentence, Setting::Capitals capitals, std::string_view before) {
    if (!out_.text.empty()) out_.text += before;
    glue_ = true;
    quoted_ = false;
    for (const LabelledToken& token : sentence) {
      const std::string text = with_capitals(token.text, capitals);
      space_before(token.text);
      const auto from = static_cast<std::uint32_t>(out_.text.size());
      out_.text += text;
      const auto to = static_cast<std::uint32_t>(out_.text.size());
      if (token.kind == NameTag::outside) continue;
      if (token.begins || out_.names.empty()) {
        out_.names.push_back({from, to, token.kind});
      } else {
        out_.names.back().to = to;
      }
    }
  }

  LabelledText take() { return std::move(out_); }

 private:
  void space_before(const std::string& token) {
    bool space = !glue_;
    glue_ = false;
    if (signs_ == Setting::Signs::prose) {
      if (is_one_of(token, closing) || is_one_of(token, clitics)) space = false;
      if (is_one_of(token, opening)) glue_ = true;
      if (token == "/") {
        space = false;
        glue_ = true;
      }
      if (token == "\"") {
        if (quoted_) space = false;
        quoted_ = !quoted_;
        glue_ = quoted_;
      }
    }
    if (space) out_.text += ' ';
  }

  Setting::Signs signs_;
  bool glue_ = true;     // no space before the next token
  bool quoted_ = false;  // inside quotes
  LabelledText out_;
};

constexpr std::string_view break_text(Setting::Breaks breaks) {
  switch (breaks) {
    case Setting::Breaks::space:
      return " ";
    case Setting::Breaks::line:
      return "\n";
    default:
      return "\n\n";
  }
}

}  // namespace

LabelledArticle set_article(const LabelledDocument& document, const Setting& setting) {
  LabelledArticle article;
  std::span<const LabelledSentence> sentences(document);
  if (setting.headline == Setting::Headline::first_sentence && !sentences.empty()) {
    Setter headline(setting.signs);
    headline.add(sentences.front(), setting.headline_capitals, {});
    article.headline = headline.take();
    sentences = sentences.subspan(1);
  }
  Setter body(setting.signs);
  for (const LabelledSentence& each : sentences) {
    body.add(each, setting.body_capitals, break_text(setting.breaks));
  }
  article.body = body.take();
  return article;
}

}  // namespace dateline::train
