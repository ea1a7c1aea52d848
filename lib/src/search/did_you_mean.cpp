#include <algorithm>
#include <utility>

#include "query/printer.h"
#include "search/searcher.h"
#include "store/schema.h"

namespace dateline::search {
namespace {

// A word that the index has is only doubted in favour of one that is this much more frequent.
constexpr std::uint64_t doubt_factor = 10;

// Who types more words has not mistyped one.
constexpr std::size_t most_words = 8;

std::string with_case_of(const std::string& typed, std::string word) {
  const bool capital = !typed.empty() && typed.front() >= 'A' && typed.front() <= 'Z';
  if (capital && word.front() >= 'a' && word.front() <= 'z') {
    word.front() = static_cast<char>(word.front() - 'a' + 'A');
  }
  return word;
}

}  // namespace

std::optional<std::string> Searcher::did_you_mean(const Compiled& compiled,
                                                  const SearchRequest& request,
                                                  std::uint64_t total) {
  if (std::max(compiled.unknown_words.size(), compiled.typed_words.size()) > most_words) {
    return std::nullopt;
  }
  if (!compiled.unknown_words.empty()) {
    return finds_something(near_words(compiled.unknown_words, 0, request), request);
  }
  if (total > 0) return std::nullopt;
  const Replacements near = near_words(compiled.typed_words, doubt_factor, request);
  for (const std::string& typed : compiled.typed_words) {
    const auto found = near.find(typed);
    if (found == near.end()) continue;
    if (auto suggestion = finds_something({*found}, request)) return suggestion;
  }
  return std::nullopt;
}

Replacements Searcher::near_words(const std::vector<std::string>& typed, std::uint64_t factor,
                                  const SearchRequest& request) {
  QueryAnalyzer analyzer = query_analyzer(request);
  const base::TextFieldInfo& body = *base::find_text_field("body");
  std::vector<std::string> doubted;
  std::vector<DoubtedWord> words;
  for (const std::string& each : typed) {
    const auto& analyzed = analyzer.words(each);
    if (analyzed.size() != 1) continue;
    const std::string& word = analyzed.front().word;
    const std::uint64_t known =
        engine_->vocabulary().articles(store::schema::word_term(body, word));
    doubted.push_back(each);
    words.push_back({word, known * factor});
  }
  auto nearest = nearest_words(engine_->vocabulary(), words, deadline_);
  Replacements out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (nearest[i]) out[doubted[i]] = with_case_of(doubted[i], std::move(*nearest[i]));
  }
  return out;
}

std::optional<std::string> Searcher::finds_something(const Replacements& replacements,
                                                     const SearchRequest& request) {
  if (replacements.empty()) return std::nullopt;
  const query::NodePtr tree = replace_words(request.query.root(), replacements);
  SearchRequest attempt = request;
  attempt.limit = 0;
  attempt.facets.clear();
  attempt.timeline.reset();
  const Match mode = request.match == Match::automatic ? Match::all : request.match;
  if (match(prepare(*tree, mode, attempt), attempt).total == 0) return std::nullopt;
  return query::print(*tree).text;
}

}  // namespace dateline::search
