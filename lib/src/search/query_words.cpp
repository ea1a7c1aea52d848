#include "search/query_words.h"

#include <algorithm>
#include <utility>

namespace dateline::search {
namespace {

// Each compound doubles the ways to read a phrase.
constexpr std::size_t max_readings = 16;

struct Place {
  std::uint32_t from;
  std::uint32_t to;
  bool joined;
};

void add_once(std::vector<std::string>& list, std::string_view value) {
  if (value.empty() || std::find(list.begin(), list.end(), value) != list.end()) return;
  list.emplace_back(value);
}

void add_stems(QueryWord& word, const text::Token& token) {
  add_once(word.stems, token.stem);
  add_once(word.stems, token.accented_stem);
}

QueryWord from_token(const text::Token& token) {
  QueryWord out;
  out.word = token.word;
  out.accented = token.accented;
  out.stop_word = token.stop_word;
  add_stems(out, token);
  return out;
}

// Joined forms first, then by place: a joined form stands before its parts.
std::vector<text::Token> in_reading_order(const text::TokenList& tokens) {
  std::vector<text::Token> out(tokens.begin(), tokens.end());
  std::stable_sort(out.begin(), out.end(), [](const text::Token& a, const text::Token& b) {
    if (a.position != b.position) return a.position < b.position;
    return a.joined && !b.joined;
  });
  return out;
}

std::size_t count_parts(const std::vector<text::Token>& tokens, std::size_t joined) {
  std::size_t count = 0;
  for (std::size_t i = joined + 1; i < tokens.size() && tokens[i].to <= tokens[joined].to; ++i) {
    if (!tokens[i].joined) ++count;
  }
  return count;
}

}  // namespace

QueryAnalyzer::QueryAnalyzer(text::Analyzer& analyzer, std::vector<std::string> languages)
    : analyzer_(&analyzer), languages_(std::move(languages)) {}

const std::vector<QueryWord>& QueryAnalyzer::words(std::string_view text) {
  const auto known = known_.find(text);
  if (known != known_.end()) return known->second;
  std::vector<QueryWord>& out = known_[std::string(text)];
  std::vector<Place> places;
  for (std::size_t i = 0; i < languages_.size(); ++i) {
    analyzer_->analyze(text, languages_[i], tokens_);
    const auto tokens = in_reading_order(tokens_);
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      if (i == 0) {
        out.push_back(from_token(tokens[t]));
        out.back().parts = tokens[t].joined ? count_parts(tokens, t) : 0;
        places.push_back({tokens[t].from, tokens[t].to, tokens[t].joined});
        continue;
      }
      // Languages may cut a text differently: only what is the same word lends its stem.
      for (std::size_t w = 0; w < out.size(); ++w) {
        const bool same = places[w].from == tokens[t].from && places[w].to == tokens[t].to &&
                          places[w].joined == tokens[t].joined;
        if (same) add_stems(out[w], tokens[t]);
      }
    }
  }
  return out;
}

std::vector<std::string> QueryAnalyzer::stems(std::string_view word) {
  QueryWord out;
  for (const std::string& language : languages_) {
    analyzer_->analyze(word, language, tokens_);
    for (const text::Token& token : tokens_) {
      if (token.word == word || token.accented == word) add_stems(out, token);
    }
  }
  return std::move(out.stems);
}

std::vector<const QueryWord*> plain_words(const std::vector<QueryWord>& words) {
  std::vector<const QueryWord*> out;
  for (const QueryWord& each : words) {
    if (each.parts == 0) out.push_back(&each);
  }
  return out;
}

std::vector<std::vector<std::string>> readings(const std::vector<QueryWord>& words) {
  struct Partial {
    std::vector<std::string> run;
    std::size_t next = 0;  // the word to read next
  };
  std::vector<Partial> open{{}};
  std::vector<std::vector<std::string>> out;
  while (!open.empty()) {
    Partial at = std::move(open.back());
    open.pop_back();
    if (at.next >= words.size()) {
      if (!at.run.empty()) out.push_back(std::move(at.run));
      continue;
    }
    const QueryWord& word = words[at.next];
    if (word.parts > 0 && open.size() + out.size() < max_readings) {
      Partial joined = at;
      joined.run.push_back(word.word);
      joined.next += word.parts + 1;
      open.push_back(std::move(joined));
    }
    if (word.parts == 0) at.run.push_back(word.word);
    ++at.next;
    open.push_back(std::move(at));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace dateline::search
