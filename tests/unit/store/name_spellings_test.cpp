#include "store/name_spellings.h"

#include <map>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "base/utf8.h"
#include "data/person_aliases_tsv.h"

using dateline::store::usual_spelling;

TEST_CASE("transliterations of a name come to one key") {
  for (const char* each : {"muammar-gaddafi", "moammar-qaddafi", "muammar-el-qaddafi",
                           "moammar-khadafy", "mouammar-kadhafi", "muammar-al-gaddafi"}) {
    CAPTURE(each);
    CHECK(usual_spelling(each) == "muammar-gaddafi");
  }
  CHECK(usual_spelling("teng-hsiao-ping") == "deng-xiaoping");
  CHECK(usual_spelling("mao-tse-tung") == "mao-zedong");
  CHECK(usual_spelling("chou-en-lai") == "zhou-enlai");
  CHECK(usual_spelling("usama-bin-ladin") == "osama-bin-laden");
  CHECK(usual_spelling("mikhail-s-gorbachov") == "mikhail-s-gorbachev");
  CHECK(usual_spelling("muhammad-yunus") == usual_spelling("mohamed-yunus"));
}

TEST_CASE("a lone word is a surname, a given name is one only before others") {
  CHECK(usual_spelling("qaddafi") == "gaddafi");
  CHECK(usual_spelling("el-qaddafi") == "gaddafi");
  CHECK(usual_spelling("muhammad") == "muhammad");
  CHECK(usual_spelling("john-muhammad") == "john-muhammad");
}

TEST_CASE("other names stay, also those that end like a known one") {
  for (const char* each : {"", "-", "ronald-reagan", "reagan", "anna-xqaddafi", "qaddafi-jones",
                           "иван-петров", "Gaddafi, Muammar"}) {
    CAPTURE(each);
    CHECK(usual_spelling(each) == each);
  }
}

TEST_CASE("no spelling stands in the table for two names, and every one leads to the usual") {
  std::istringstream table{std::string{dateline::data::person_aliases_tsv()}};
  std::map<std::string, std::string> known;
  std::size_t rows = 0;
  for (std::string line; std::getline(table, line);) {
    if (line.empty() || line.front() == '#') continue;
    CAPTURE(line);
    ++rows;
    std::istringstream columns{line};
    std::string kind;
    std::string usual;
    std::getline(columns, kind, '\t');
    std::getline(columns, usual, '\t');
    const std::string before = kind == "given" ? "" : "anna-";
    const std::string after = kind == "given" ? "-okafor" : "";
    const auto whole = [&](const std::string& name) {
      const std::string key = dateline::base::slug(name);
      return kind == "person" ? key : before + key + after;
    };
    const std::string target = usual_spelling(whole(usual));
    CHECK(target == whole(usual));
    std::size_t spellings = 0;
    for (std::string each; std::getline(columns, each, '|'); ++spellings) {
      CAPTURE(each);
      const auto [first, is_new] = known.try_emplace(kind + " " + whole(each), usual);
      CHECK_MESSAGE(is_new, "stands for ", first->second, " too");
      CHECK(usual_spelling(whole(each)) == target);
    }
    CHECK(spellings > 0);
  }
  CHECK(rows > 50);
}
