#include "annotate/name_lexicon.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "annotate/data_table.h"
#include "data/common_words_txt.h"
#include "data/firm_names_txt.h"
#include "data/foreign_titles_tsv.h"
#include "data/given_names_txt.h"
#include "data/organisation_words_txt.h"
#include "data/person_lookalikes_txt.h"
#include "data/person_titles_tsv.h"
#include "data/public_figures_tsv.h"
#include "data/surnames_txt.h"
#include "dateline/error.h"
#include "text/stop_words.h"

namespace dateline::annotate {
namespace {

constexpr std::array<std::pair<std::string_view, WordTraits>, 7> title_kinds{{
    {"honorific", trait::honorific},
    {"office", trait::office},
    {"royal", trait::royal},
    {"role", trait::role},
    {"suffix", trait::suffix},
    {"particle", trait::particle},
    {"calendar", trait::calendar},
}};

WordTraits title_kind(std::string_view name, std::string_view file) {
  for (const auto& [each, traits] : title_kinds) {
    if (each == name) return traits;
  }
  throw Error(ErrorCode::internal, fmt::format("{}: unknown kind {}", file, name));
}

constexpr std::string_view calendar_words =
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june "
    "july august september october november december jan feb mar apr jun jul aug sep sept oct nov "
    "dec "
    "mon tue tues wed thu thurs fri sat gmt est edt";

// Frequent Chinese, Korean and Vietnamese surnames, which stand before the given name.
constexpr std::string_view family_first_words =
    "ahn bae bai bao cai cao cha chang chen cheng cheung chiang chien cho choe choi chow chu chun "
    "chung "
    "cui deng ding dong du duan fan fang fei feng fu gao gong gu guo hao he ho hong hou hsu hu hua "
    "huang "
    "hun hwang hyun jang jeon jia jiang jin jung kang kim ko kong kuo kwon lau lee lei leung li "
    "liang liao "
    "lien lim lin liu long lu lui luo ma mao meng mo moon nguyen ni no pak pan park peng qian qiao "
    "qin qiu "
    "rhee ri rim roh ryu shao shen shi shih shin so soh son song soong su suh sun sung tan tang "
    "tao teng "
    "tian tran tung wan wang wei wen wong woo wu xi xia xiao xie xiong xu yan yang yao ye yeh yi "
    "yin yoo "
    "yoon you yu yuan yun zeng zhai zhang zhao zheng zhong zhou zhu zhuang zou";

}  // namespace

NameLexicon::NameLexicon(std::string_view language)
    : nouns_have_capitals_(language == "de" || language == "lb") {
  add_lines(data::given_names_txt(), trait::given);
  add_lines(data::surnames_txt(), trait::surname);
  add_lines(data::common_words_txt(), trait::common);
  for (const std::string_view line : data_lines(data::organisation_words_txt())) {
    add_words(line, trait::organisation);
  }
  add_titles();
  add_words(calendar_words, trait::calendar);
  add_words(family_first_words, trait::family_first);
  for (const std::string_view line : data_lines(data::person_lookalikes_txt()))
    lookalikes_.add(line);
  for (const std::string_view line : data_lines(data::firm_names_txt())) firms_.add(line);
  add_public_figures();
  if (language.empty()) return;
  add_function_words(language);
  add_foreign_titles(language);
}

WordTraits& NameLexicon::traits_of(std::string_view word) {
  const std::size_t number = keys_.add(word);
  if (number == traits_.size()) traits_.push_back(0);
  return traits_[number];
}

void NameLexicon::add_lines(std::string_view data, WordTraits traits) {
  for (const std::string_view line : data_lines(data)) traits_of(line) |= traits;
}

void NameLexicon::add_words(std::string_view words, WordTraits traits) {
  for (const std::string_view word : split(words, ' ')) {
    if (!word.empty()) traits_of(word) |= traits;
  }
}

void NameLexicon::add_titles() {
  for (const auto& row : data_rows(data::person_titles_tsv(), 2, "person_titles.tsv")) {
    add_words(row[1], title_kind(row[0], "person_titles.tsv"));
  }
}

void NameLexicon::add_foreign_titles(std::string_view language) {
  for (const auto& row : data_rows(data::foreign_titles_tsv(), 3, "foreign_titles.tsv")) {
    if (row[0] != language) continue;
    if (row[1] == "opening") {
      for (const std::string_view word : split(row[2], ' ')) set_common(word);
    } else {
      add_words(row[2], title_kind(row[1], "foreign_titles.tsv"));
    }
  }
}

void NameLexicon::add_function_words(std::string_view language) {
  const text::StopWords stop_words(language);
  for (const std::string_view word : stop_words.folded()) set_common(word);
}

// What joins the words of a sentence is no name, whatever it is in English: "Les", "Die", "Van".
void NameLexicon::set_common(std::string_view word) {
  WordTraits& traits = traits_of(word);
  traits = (traits & trait::particle) | trait::common;
}

void NameLexicon::add_public_figures() {
  for (const auto& row : data_rows(data::public_figures_tsv(), 2, "public_figures.tsv")) {
    if (row[0] != "alone" && row[0] != "speaking") {
      throw Error(ErrorCode::internal, fmt::format("public_figures.tsv: unknown kind {}", row[0]));
    }
    const auto kind = row[0] == "alone" ? PublicFigure::alone : PublicFigure::speaking;
    for (const std::string_view name : split(row[1], ' ')) public_figures_.emplace(name, kind);
  }
}

const NameLexicon& name_lexicon() {
  static const NameLexicon lexicon;
  return lexicon;
}

}  // namespace dateline::annotate
