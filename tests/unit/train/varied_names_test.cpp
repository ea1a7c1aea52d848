#include <doctest/doctest.h>

#include <string>

#include "train/varied_names.h"

using namespace dateline::train;
using dateline::annotate::NameTag;

namespace {

LabelledSentence sentence(std::initializer_list<const char*> tokens, std::size_t name_from,
                          std::size_t name_to) {
  LabelledSentence out;
  for (const char* each : tokens) {
    const std::size_t at = out.size();
    const bool inside = at >= name_from && at < name_to;
    out.push_back({each, inside ? NameTag::person_only : NameTag::outside, at == name_from});
  }
  return out;
}

std::string text_of(const LabelledSentence& sentence) {
  std::string out;
  for (const LabelledToken& each : sentence) out += (out.empty() ? "" : " ") + each.text;
  return out;
}

}  // namespace

TEST_CASE("full names get initials, all parts of one name") {
  const LabelledDocument document{sentence({"Said", "Maria", "Lindqvist", "today"}, 1, 3)};
  const LabelledDocument longer = with_initials(document);
  REQUIRE(longer.size() == 1);
  const LabelledSentence& words = longer[0];
  REQUIRE(words.size() >= 5);
  CHECK(words[1].text == "Maria");
  CHECK(words[1].begins);
  CHECK(words[2].text.size() == 2);
  CHECK(words[2].text[1] == '.');
  CHECK(words.back().text == "today");
  for (std::size_t at = 2; at + 1 < words.size(); ++at) {
    CHECK(words[at].kind == NameTag::person_only);
    CHECK_FALSE(words[at].begins);
  }
  CHECK(text_of(with_initials(document)[0]) == text_of(words));
}

TEST_CASE("sentences without a full name are left out, longer names left alone") {
  CHECK(with_initials({sentence({"Lindqvist", "left"}, 0, 1)}).empty());
  CHECK(with_initials({sentence({"Oil", "Prices", "fell"}, 3, 3)}).empty());
  CHECK(with_initials({sentence({"J.", "Lindqvist", "left"}, 0, 2)}).empty());
  CHECK(with_initials({sentence({"Anna", "Maria", "Lindqvist", "left"}, 0, 3)}).empty());
}

TEST_CASE("some names get a suffix, some two initials") {
  std::size_t suffixes = 0;
  std::size_t pairs = 0;
  for (int i = 0; i < 200; ++i) {
    const std::string surname = "Berg" + std::string(1, static_cast<char>('a' + i % 26)) +
                                std::string(1, static_cast<char>('a' + i / 26));
    const auto longer = with_initials({sentence({"Olof", surname.c_str()}, 0, 2)});
    const LabelledSentence& words = longer.at(0);
    suffixes += words.back().text == surname ? 0 : 1;
    pairs += words[2].text.size() == 2 ? 1 : 0;
  }
  CHECK(suffixes > 10);
  CHECK(suffixes < 100);
  CHECK(pairs > 30);
  CHECK(pairs < 120);
}

TEST_CASE("a name of a place takes the stead of one part, and no more changes") {
  std::size_t given = 0;
  for (int i = 0; i < 100; ++i) {
    const std::string surname = "Berg" + std::string(1, static_cast<char>('a' + i % 26)) +
                                std::string(1, static_cast<char>('a' + i / 26));
    const auto varied = with_place_names({sentence({"Said", "Olof", surname.c_str()}, 1, 3)});
    const LabelledSentence& words = varied.at(0);
    REQUIRE(words.size() == 3);
    CHECK(words[0].text == "Said");
    CHECK((words[1].text == "Olof") != (words[2].text == surname));
    CHECK(words[1].begins);
    CHECK(words[2].kind == NameTag::person_only);
    given += words[1].text == "Olof" ? 0 : 1;
  }
  CHECK(given > 5);
  CHECK(given < 50);
  CHECK(with_place_names({sentence({"Lindqvist", "left"}, 0, 1)}).empty());
}
