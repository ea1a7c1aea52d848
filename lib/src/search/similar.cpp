#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/bm25.h"
#include "dateline/error.h"
#include "search/searcher.h"
#include "store/schema.h"

namespace dateline::search {
namespace {

// Stems that tell one article from others: enough for a story, too few for its small talk.
constexpr std::size_t distinctive_stems = 25;

struct Distinctive {
  std::string term;
  double weight = 0;
};

// Stems of headline and body; those of the fields have capitals after the Z.
bool is_stem_term(const std::string& term) {
  return term.size() > 1 && term[0] == 'Z' && (term[1] < 'A' || term[1] > 'Z');
}

// tf-idf with a frequency that levels off as in BM25.
std::vector<Distinctive> distinctive_terms(const Xapian::Database& database, Xapian::docid docid) {
  std::vector<Distinctive> out;
  const double articles = database.get_doccount();
  for (auto at = database.termlist_begin(docid); at != database.termlist_end(docid); ++at) {
    const std::string term = *at;
    // What no other article has cannot find one.
    if (!is_stem_term(term) || at.get_termfreq() < 2) continue;
    const double frequency = at.get_wdf();
    const double rarity = std::log(articles / at.get_termfreq());
    out.push_back({term, rarity * frequency / (frequency + base::Bm25::k1)});
  }
  std::sort(out.begin(), out.end(), [](const Distinctive& a, const Distinctive& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
  });
  if (out.size() > distinctive_stems) out.resize(distinctive_stems);
  return out;
}

}  // namespace

Results Searcher::similar(std::string_view id, const SearchRequest& request) {
  const auto docid = snapshot_->find(id);
  if (!docid) throw NotFoundError(fmt::format("the index has no article \"{}\"", id));
  Compiled compiled;
  if (!request.query.empty()) {
    QueryAnalyzer analyzer = query_analyzer(request);
    compiled = compile(request.query.root(), request.match, context(analyzer));
  } else {
    compiled.plan = everything();
  }
  std::vector<Plan> stems;
  compiled.highlights = {};
  for (Distinctive& each : distinctive_terms(snapshot_->database(), *docid)) {
    compiled.highlights.words.push_back({{each.term.substr(1)}, {}});
    stems.push_back(term(std::move(each.term)));
  }
  std::vector<Plan> both;
  both.push_back(filter(std::move(compiled.plan)));
  both.push_back(any_of(std::move(stems)));
  compiled.plan = without(all_of(std::move(both)), term(store::schema::id_term(id)));
  narrow(compiled, request);
  return answer(compiled, match(compiled, request), request);
}

}  // namespace dateline::search
