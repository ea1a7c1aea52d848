#include <algorithm>
#include <utility>

#include "query/printer.h"
#include "search/searcher.h"
#include "search/spelling.h"
#include "store/schema.h"

namespace dateline::search {
namespace {

// A word that the index has is only doubted in favour of one that is this much more frequent.
constexpr std::uint64_t doubt_factor = 10;

// Each word costs a walk over the word list; who types more words has not mistyped one.
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
  if (!compiled.unknown_words.empty()) return corrected(compiled.unknown_words, 0, request);
  if (total > 0) return std::nullopt;
  for (const std::string& typed : compiled.typed_words) {
    if (auto suggestion = corrected({typed}, doubt_factor, request)) return suggestion;
  }
  return std::nullopt;
}

std::optional<std::string> Searcher::corrected(const std::vector<std::string>& typed,
                                               std::uint64_t factor, const SearchRequest& request) {
  QueryAnalyzer analyzer = query_analyzer(request);
  const base::TextFieldInfo& body = *base::find_text_field("body");
  Replacements replacements;
  for (const std::string& each : typed) {
    const auto words = analyzer.words(each);
    if (words.size() != 1) continue;
    const std::uint64_t known =
        snapshot_->database().get_termfreq(store::schema::word_term(body, words.front().word));
    if (auto nearest = nearest_word(snapshot_->database(), words.front().word, known * factor)) {
      replacements[each] = with_case_of(each, std::move(*nearest));
    }
  }
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
