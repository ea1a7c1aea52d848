#include <algorithm>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "base/utf8.h"
#include "data/probe_texts_tsv.h"
#include "data/stopwords_tsv.h"
#include "dateline/article.h"
#include "text/analyzer.h"
#include "token_text.h"

using namespace dateline;

namespace {

// The codes that lines of a data file begin with.
std::set<std::string> codes_in(std::string_view file) {
  std::set<std::string> out;
  while (!file.empty()) {
    const std::string_view line = file.substr(0, file.find('\n'));
    file.remove_prefix(std::min(file.size(), line.size() + 1));
    if (!line.starts_with('#')) out.emplace(line.substr(0, line.find('\t')));
  }
  return out;
}

std::string probe_of(std::string_view code) {
  const std::string_view file = data::probe_texts_tsv();
  const std::size_t line = file.find("\n" + std::string(code) + "\t");
  REQUIRE(line != std::string_view::npos);
  const std::string_view text = file.substr(line + code.size() + 2);
  return std::string(text.substr(0, text.find('\n')));
}

// Words made of the letters, and of the ends and beginnings of the words, of the language's probe
// text.
std::string invented_words(std::string_view code, std::mt19937& random, std::size_t count) {
  text::Analyzer analyzer;
  text::TokenList tokens;
  const std::string probe = probe_of(code);
  analyzer.analyze(probe, code, tokens);
  const auto below = [&](std::size_t limit) { return random() % limit; };
  const auto characters = [](std::string_view word) {
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at < word.size(); at += out.back().size()) {
      out.push_back(word.substr(at, base::decode_utf8(word, at).length));
    }
    return out;
  };
  const auto some_word = [&] {
    const text::Token& token = tokens.tokens()[below(tokens.size())];
    return characters(token.accented.empty() ? token.word : token.accented);
  };
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    const auto begin = some_word();
    const auto end = some_word();
    const std::size_t letters = below(3);
    for (std::size_t k = 0; k < letters; ++k) {
      const auto from = some_word();
      out += from[below(from.size())];
    }
    for (std::size_t k = 0; k < below(begin.size() + 1); ++k) out += begin[k];
    for (std::size_t k = below(end.size()); k < end.size(); ++k) out += end[k];
    out += ' ';
  }
  return out;
}

}  // namespace

TEST_CASE("of wanted stems every word is told, in every language, first and later") {
  constexpr unsigned seed = 20240229;
  std::mt19937 random(seed);
  for (const std::string_view code : text::stemmed_languages()) {
    CAPTURE(code);
    text::Analyzer all;
    text::Analyzer few;
    text::TokenList expected;
    text::TokenList found;
    for (int round = 0; round < 30; ++round) {
      const std::string text = probe_of(code) + ' ' + invented_words(code, random, 300);
      all.analyze(text, code, expected);
      text::WantedStems wanted;
      std::set<std::string, std::less<>> stems;
      for (std::size_t i = random() % 4; i > 0; --i) {
        stems.emplace(expected.tokens()[random() % expected.size()].stem);
      }
      for (const std::string& each : stems) wanted.add(each);
      if (round % 5 == 4) {
        few.analyze(text, code, found);
      } else {
        few.analyze(text, code, wanted, found);
      }
      REQUIRE(found.size() == expected.size());
      for (std::size_t i = 0; i < found.size(); ++i) {
        const text::Token& a = expected.tokens()[i];
        const text::Token& b = found.tokens()[i];
        CAPTURE(a.word);
        CAPTURE(a.stem);
        CHECK(a.word == b.word);
        if (round % 5 == 4) CHECK(a.stem == b.stem);
        CHECK(stems.contains(a.stem) == stems.contains(b.stem));
        CHECK(stems.contains(a.accented_stem) == stems.contains(b.accented_stem));
      }
    }
  }
}

TEST_CASE("a Turkish stem may begin with another letter than its word") {
  text::Analyzer analyzer;
  text::TokenList expected;
  const std::string words = "dini dinle dünden bine binde binden bunda cine";
  analyzer.analyze(words, "tr", expected);
  for (const text::Token& each : expected.tokens()) {
    CAPTURE(each.word);
    text::Analyzer other;
    text::TokenList found;
    text::WantedStems wanted;
    wanted.add(each.stem);
    other.analyze(words, "tr", wanted, found);
    CHECK(found.tokens()[static_cast<std::size_t>(&each - &expected.tokens()[0])].stem ==
          each.stem);
  }
}

TEST_CASE("every stemmed language stems its words") {
  const auto languages = text::stemmed_languages();
  CHECK(languages.size() == 26);
  for (const std::string_view each : languages) {
    CAPTURE(each);
    CHECK(is_language(each));
    const std::string text = probe_of(each);
    CHECK(text::stems_of(text, each) != text::stems_of(text, ""));
  }
}

TEST_CASE("a language is known by any of its codes") {
  const std::string expected = text::stems_of("Verhandlungen", "de");
  CHECK(expected == "verhandl");
  for (const char* each : {"DE", "de-AT", "de_CH", "deu", "ger"}) {
    CAPTURE(each);
    CHECK(text::stems_of("Verhandlungen", each) == expected);
  }
  CHECK(text::stems_of("Verhandlungen", "d") == "verhandlungen");
  CHECK(text::stems_of("Verhandlungen", "") == "verhandlungen");
}

TEST_CASE("an article with accents is found by a query without them") {
  for (const std::string_view each : text::stemmed_languages()) {
    text::Analyzer analyzer;
    text::TokenList article;
    text::TokenList query;
    analyzer.analyze(probe_of(each), each, article);
    for (const text::Token& token : article) {
      CAPTURE(token.word);
      analyzer.analyze(token.word, each, query);
      REQUIRE(query.size() == 1);
      CHECK(query.begin()->stem == token.stem);
    }
  }
}

TEST_CASE("the words of a text do not depend on its language") {
  const std::string text = "L'homme de l'Unit\u00E0 na\u00EFve US policies die Stra\u00DFe";
  const std::string expected = text::words_of(text, "");
  for (const std::string_view each : text::stemmed_languages()) {
    CAPTURE(each);
    CHECK(text::words_of(text, each) == expected);
  }
}

TEST_CASE("stop word lists are of stemmed languages, the main ones among them") {
  const auto languages = text::stemmed_languages();
  const std::set<std::string> known(languages.begin(), languages.end());
  const std::set<std::string> listed = codes_in(data::stopwords_tsv());
  for (const std::string& each : listed) CHECK(known.contains(each));
  for (const char* each :
       {"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "ru"}) {
    CHECK(listed.contains(each));
  }
}

TEST_CASE("every stop word of a list is one token and marked") {
  std::string_view file = data::stopwords_tsv();
  while (!file.empty()) {
    const std::string_view line = file.substr(0, file.find('\n'));
    file.remove_prefix(std::min(file.size(), line.size() + 1));
    if (line.starts_with('#')) continue;
    const std::string_view code = line.substr(0, line.find('\t'));
    text::Analyzer analyzer;
    text::TokenList tokens;
    analyzer.analyze(line.substr(code.size() + 1), code, tokens);
    CHECK(tokens.size() > 0);
    for (const text::Token& each : tokens) {
      CAPTURE(each.word);
      CHECK(each.stop_word);
    }
  }
}
