#include "annotate/name_lexicon.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "annotate/data_table.h"
#include "data/common_words_txt.h"
#include "data/given_names_txt.h"
#include "data/organisation_words_txt.h"
#include "data/person_lookalikes_txt.h"
#include "data/person_titles_tsv.h"
#include "data/surnames_txt.h"
#include "dateline/error.h"

namespace dateline::annotate {
namespace {

constexpr std::array<std::pair<std::string_view, WordTraits>, 6> title_kinds{{
    {"honorific", trait::honorific},
    {"office", trait::office},
    {"royal", trait::royal},
    {"role", trait::role},
    {"suffix", trait::suffix},
    {"particle", trait::particle},
}};

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

NameLexicon::NameLexicon() {
  traits_.reserve(std::size_t{1} << 15);
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
}

void NameLexicon::add_lines(std::string_view data, WordTraits traits) {
  for (const std::string_view line : data_lines(data)) traits_[line] |= traits;
}

void NameLexicon::add_words(std::string_view words, WordTraits traits) {
  for (const std::string_view word : split(words, ' ')) {
    if (!word.empty()) traits_[word] |= traits;
  }
}

void NameLexicon::add_titles() {
  for (const auto& row : data_rows(data::person_titles_tsv(), 2, "person_titles.tsv")) {
    WordTraits traits = 0;
    for (const auto& [name, each] : title_kinds) {
      if (name == row[0]) traits = each;
    }
    if (traits == 0) {
      throw Error(ErrorCode::internal, fmt::format("person_titles.tsv: unknown kind {}", row[0]));
    }
    add_words(row[1], traits);
  }
}

const NameLexicon& name_lexicon() {
  static const NameLexicon lexicon;
  return lexicon;
}

}  // namespace dateline::annotate
