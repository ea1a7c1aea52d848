#include "search/searcher.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <memory_resource>
#include <utility>

#include <fmt/format.h>

#include "base/language.h"
#include "dateline/error.h"
#include "search/date_terms.h"
#include "search/enquire_engine.h"
#include "search/explain.h"
#include "search/facet_keys.h"
#include "search/snippet.h"
#include "search/timeline.h"

namespace dateline::search {
namespace {

// Hits whose passages are worth waiting for: what a person sees first.
constexpr std::size_t always_detailed = 10;

// What is to be said about segments that are not used.
void warn_of_segments(store::Snapshot& snapshot, std::vector<std::string>& warnings) {
  const std::string problem = snapshot.segments_problem();
  if (problem.empty()) return;
  warnings.push_back(
      fmt::format("{}: {}; 'indexer rebuild' makes the segments anew", problem,
                  snapshot.profile() == Profile::full
                      ? "the database alone has answered, which takes longer"
                      : "all articles have to be analysed once, before the first answer"));
}

void warn_of_time(const SearchRequest& request, std::vector<std::string>& warnings) {
  warnings.push_back(fmt::format("stopped after {} ms: there may be more and better matches",
                                 request.timeout.count()));
}

}  // namespace

Results no_answer_in_time(store::Snapshot& snapshot, const SearchRequest& request) {
  Results out;
  out.total_is_exact = false;
  for (const FacetRequest& each : request.facets) out.facets.push_back({each.field, {}});
  warn_of_segments(snapshot, out.warnings);
  warn_of_time(request, out.warnings);
  return out;
}

void check_request(const SearchRequest& request) {
  for (const FacetFilter& each : request.filters) facet_field(each.field);
  for (const FacetRequest& each : request.facets) facet_field(each.field);
  if (request.timeout.count() < 0) {
    throw InvalidArgumentError("a timeout cannot be negative; 0 is none");
  }
  if (!request.language.empty()) base::require_language(request.language);
  for (const auto& day : {request.from, request.to}) {
    if (day && !day->ok()) throw InvalidArgumentError("the range has a day of no calendar");
  }
}

// Expansions leave half of the time for matching: some matches of some forms are an answer, forms
// without a match are none.
Searcher::Searcher(store::Snapshot& snapshot, text::Analyzer& analyzer, const Labels& labels,
                   Deadline deadline, std::unique_ptr<Engine> engine, Remembered* remembered)
    : snapshot_(&snapshot),
      analyzer_(&analyzer),
      labels_(&labels),
      remembered_(remembered),
      engine_(engine ? std::move(engine) : std::make_unique<EnquireEngine>(snapshot.database())),
      segments_(snapshot.segments()),
      deadline_(deadline),
      resolver_(snapshot, remembered == nullptr ? nullptr : &remembered->resolved),
      expander_(engine_->vocabulary(), max_expansion, deadline.half()) {}

QueryAnalyzer Searcher::query_analyzer(const SearchRequest& request) {
  if (request.language.empty()) return {*analyzer_, snapshot_->languages()};
  return {*analyzer_, {request.language}};
}

CompileContext Searcher::context(QueryAnalyzer& analyzer) {
  return {.vocabulary = &engine_->vocabulary(),
          .resolver = &resolver_,
          .analyzer = &analyzer,
          .expander = &expander_};
}

Results Searcher::search(const SearchRequest& request) {
  const query::Node& root = request.query.root();
  Compiled compiled = prepare(root, request.match, request);
  MatchSet found = match(compiled, request);
  const std::uint64_t as_asked = found.total;
  // Selections do not take part in this: what a facet counts beside a value must be what selecting
  // that value finds.
  const bool nothing_has_all = found.complete && !found.base_matches;
  if (request.match == Match::automatic && compiled.can_relax && nothing_has_all) {
    Compiled relaxed = prepare(root, Match::any, request);
    MatchSet more = match(relaxed, request);
    if (more.base_matches || !more.complete) {
      relaxed.unknown_words = compiled.unknown_words;
      compiled = std::move(relaxed);
      compiled.warnings.emplace_back("no article has all the words; these have some of them");
      found = std::move(more);
    }
  }
  Results out = answer(compiled, found, request);
  if (found.complete) out.did_you_mean = did_you_mean(compiled, request, as_asked);
  return out;
}

Compiled Searcher::prepare(const query::Node& root, Match match, const SearchRequest& request) {
  QueryAnalyzer analyzer = query_analyzer(request);
  Compiled out = compile(root, match, context(analyzer));
  if (out.blank || request.query.empty()) {
    out.warnings.emplace_back("the query holds nothing to search for; * stands for every article");
  }
  narrow(out, request);
  return out;
}

void Searcher::narrow(Compiled& compiled, const SearchRequest& request) {
  for (const FacetFilter& each : request.filters) {
    select(compiled.selections, facet_field(each.field), each.value, resolver_, compiled.warnings);
  }
  if (!request.from && !request.to) return;
  if (request.from && request.to && *request.to < *request.from) {
    compiled.warnings.emplace_back("the range of dates ends before it begins: no day is in it");
  }
  std::vector<Plan> both;
  both.push_back(std::move(compiled.plan));
  both.push_back(date_filter(engine_->vocabulary(), request.from, request.to));
  compiled.plan = all_of(std::move(both));
}

MatchSet Searcher::match(const Compiled& compiled, const SearchRequest& request) {
  std::vector<CountedFacet> facets;
  for (const FacetRequest& each : request.facets) {
    facets.push_back({&facet_field(each.field), each.limit});
  }
  return engine_->match({.plan = &compiled.plan,
                         .selections = compiled.selections,
                         .facets = facets,
                         .count_days = request.timeline.has_value(),
                         .sort = request.sort,
                         .offset = request.offset,
                         .limit = request.limit,
                         .collapse = request.collapse,
                         .deadline = deadline_.at()});
}

Results Searcher::answer(const Compiled& compiled, const MatchSet& found,
                         const SearchRequest& request) {
  Results out;
  out.total = found.total;
  out.total_is_exact = found.complete && !compiled.cut;
  for (const QueryNote& note : request.query.notes()) out.warnings.push_back(note.message);
  for (const std::string& warning : compiled.warnings) {
    if (std::find(out.warnings.begin(), out.warnings.end(), warning) == out.warnings.end()) {
      out.warnings.push_back(warning);
    }
  }
  warn_of_segments(*snapshot_, out.warnings);
  if (!found.complete) warn_of_time(request, out.warnings);
  add_hits(out, compiled, found, request);
  for (std::size_t i = 0; i < request.facets.size(); ++i) {
    FacetResult& facet = out.facets.emplace_back(request.facets[i].field);
    facet.counts.reserve(found.counts[i].size());
    for (const KeyCount& each : found.counts[i]) {
      facet.counts.push_back({each.key, {}, each.articles});
    }
  }
  add_labels(out);
  if (request.timeline) out.timeline = make_timeline(found.days, *request.timeline);
  return out;
}

void Searcher::add_hits(Results& out, const Compiled& compiled, const MatchSet& found,
                        const SearchRequest& request) {
  Details details = Details::shown;
  const bool wanted = request.snippet_bytes > 0 || request.explain;
  out.hits.reserve(found.page.size());
  expect_short_forms(found.page);
  for (const Matched& each : found.page) {
    if (wanted && details == Details::shown && out.hits.size() >= always_detailed &&
        deadline_.passed_now()) {
      details = Details::left_out;
      out.warnings.push_back(
          fmt::format("stopped after {} ms: only the first {} hits have passages",
                      request.timeout.count(), out.hits.size()));
    }
    fill(out.hits.emplace_back(), each, compiled, request, details);
  }
}

// They lie anywhere in the file: memory is asked for all of them before the first is read.
void Searcher::expect_short_forms(std::span<const Matched> page) const {
  if (!segments_) return;
  const auto segment = [&](const Matched& each) -> const store::Segment& {
    return *segments_->segments()[each.place->segment].segment;
  };
  for (const Matched& each : page) {
    if (each.place) segment(each).expect_record_place(each.place->ordinal);
  }
  for (const Matched& each : page) {
    if (each.place) segment(each).expect_record(each.place->ordinal);
  }
}

// Segments have the short form at hand; the database inflates the whole.
store::StoredArticle Searcher::short_form(const Matched& match, HitFacets facets) {
  if (!segments_ || !match.place) return snapshot_->article(match.docid);
  const store::Segment& segment = *segments_->segments()[match.place->segment].segment;
  const auto part =
      facets == HitFacets::shown ? store::RecordPart::all : store::RecordPart::without_facets;
  return store::decode_record(segment.record(match.place->ordinal), segment.path().native(), part);
}

void Searcher::fill(Hit& out, const Matched& match, const Compiled& compiled,
                    const SearchRequest& request, Details details) {
  const bool passages = request.snippet_bytes > 0 && details == Details::shown;
  store::StoredArticle stored =
      passages ? snapshot_->article(match.docid) : short_form(match, request.hit_facets);
  Article& article = stored.article;
  if (passages) {
    out.snippet = make_snippet(article, compiled.highlights, stored.analysis_language,
                               request.snippet_bytes, *analyzer_);
  }
  out.id = std::move(article.id);
  out.score = match.score;
  out.headline = std::move(article.headline);
  out.date = article.date;
  out.source = std::move(article.source);
  out.url = std::move(article.url);
  if (request.hit_facets == HitFacets::shown) {
    out.people = std::move(article.people).value_or(FacetValues{});
    out.countries = std::move(article.countries).value_or(FacetValues{});
    out.topics = std::move(article.topics).value_or(FacetValues{});
  }
  out.collapsed = match.collapsed;
  if (request.explain && details == Details::shown) {
    out.explanation = explain(compiled.plan, match.docid, *engine_, snapshot_->database());
  }
}

void Searcher::add_labels(Results& out) {
  std::array<std::byte, 8192> memory;  // of the labels of a usual page
  std::pmr::monotonic_buffer_resource resource(memory.data(), memory.size());
  std::pmr::vector<WantedLabel> wanted(&resource);
  wanted.reserve(memory.size() / sizeof(WantedLabel));
  const base::FacetField& person = facet_field("person");
  const base::FacetField& country = facet_field("country");
  const base::FacetField& topic = facet_field("topic");
  for (Hit& hit : out.hits) {
    for (FacetValue& each : hit.people) wanted.push_back({&person, each.value, &each.label});
    for (FacetValue& each : hit.countries) wanted.push_back({&country, each.value, &each.label});
    for (FacetValue& each : hit.topics) wanted.push_back({&topic, each.value, &each.label});
  }
  for (FacetResult& facet : out.facets) {
    const base::FacetField& field = facet_field(facet.field);
    for (FacetCount& each : facet.counts) wanted.push_back({&field, each.value, &each.label});
  }
  if (remembered_ != nullptr) {
    remembered_->labels.find(wanted, *labels_, *snapshot_);
  } else {
    for (const WantedLabel& each : wanted) {
      *each.label = labels_->of(*snapshot_, *each.field, each.key);
    }
  }
}

}  // namespace dateline::search
