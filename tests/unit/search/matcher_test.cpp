#include "search/matcher.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "dateline/index_writer.h"
#include "search/enquire_engine.h"
#include "support/temporary_folder.h"
#include "unit/search/random_plan.h"
#include "unit/search/segmented_index.h"
#include "unit/search/temporary_index.h"

namespace dateline::search {
namespace {

using test::Random;

constexpr double tolerance = 1e-9;

// The long run sets it.
std::size_t wanted_queries() {
  const char* given = std::getenv("DATELINE_TEST_QUERIES");
  return given == nullptr ? 2000 : std::strtoull(given, nullptr, 10);
}

/// A request that owns what it is made of.
struct Asked {
  Plan plan;
  std::vector<Selection> selections;
  std::vector<CountedFacet> facets;
  bool count_days = false;
  Sort sort = Sort::relevance;
  std::size_t offset = 0;
  std::size_t limit = 0;
  bool collapse = false;

  MatchRequest request() const {
    return {&plan, selections, facets, count_days, sort, offset, limit, collapse, {}};
  }
  std::string describe() const {
    std::string out = fmt::format("{} | sort {} offset {} limit {}{}{}", search::describe(plan),
                                  static_cast<int>(sort), offset, limit,
                                  collapse ? " collapse" : "", count_days ? " days" : "");
    for (const Selection& each : selections) {
      out += fmt::format(" | {} in ({})", each.field->name, fmt::join(each.keys, " "));
    }
    for (const CountedFacet& each : facets) {
      out += fmt::format(" | count {} {}", each.field->name, each.limit);
    }
    return out;
  }
};

std::string random_key(Random& random, std::string_view field) {
  if (random.one_in(12)) return "nobody";
  if (field == "person") return test::random_person(random);
  if (field == "country") return test::random_country(random);
  if (field == "topic") return test::random_topic(random);
  return random.one_in(2) ? "Harbour Wire" : "Evening Post";
}

Asked random_request(Random& random, test::RandomPlans& plans) {
  static constexpr std::array fields{"person", "country", "topic", "source", "year"};
  Asked out;
  out.plan = plans.plan(random, static_cast<unsigned>(random.below(4)));
  for (const char* each : fields) {
    const base::FacetField* field = base::find_facet_field(each);
    if (random.one_in(2)) out.facets.push_back({field, random.one_in(2) ? 2U : 1000U});
    if (!random.one_in(4) || std::string_view(each) == "year") continue;
    Selection& selection = out.selections.emplace_back(Selection{field, {}});
    for (std::size_t i = random.below(3); i > 0; --i) {
      const std::string key = random_key(random, each);
      if (std::ranges::find(selection.keys, key) == selection.keys.end()) {
        selection.keys.push_back(key);
      }
    }
  }
  out.count_days = random.one_in(3);
  out.sort = random.one_in(3) ? (random.one_in(2) ? Sort::newest : Sort::oldest) : Sort::relevance;
  out.collapse = random.one_in(4);
  out.limit = random.one_in(8) ? 100000 : random.below(20);
  out.offset = random.one_in(3) ? random.below(30) : 0;
  return out;
}

bool near_equal(double a, double b) {
  return std::abs(a - b) <= tolerance * std::max({1.0, std::abs(a), std::abs(b)});
}

std::optional<std::string> page_difference(const MatchSet& expected, const MatchSet& found) {
  if (expected.page.size() != found.page.size()) {
    return fmt::format("{} hits, not {}", found.page.size(), expected.page.size());
  }
  for (std::size_t i = 0; i < expected.page.size(); ++i) {
    const Matched& wanted = expected.page[i];
    const Matched& got = found.page[i];
    if (!near_equal(wanted.score, got.score)) {
      return fmt::format("hit {} weighs {:.17g}, not {:.17g}", i, got.score, wanted.score);
    }
    // Weights that differ in their last bits alone may stand in either order.
    const bool tie = (i > 0 && near_equal(wanted.score, expected.page[i - 1].score)) ||
                     i + 1 == expected.page.size() ||
                     near_equal(wanted.score, expected.page[i + 1].score);
    const bool rounded = tie && wanted.score != got.score;
    if (wanted.docid != got.docid && !rounded) {
      return fmt::format("hit {} is document {}, not {}", i, got.docid, wanted.docid);
    }
    if (wanted.docid == got.docid && wanted.collapsed != got.collapsed) {
      return fmt::format("hit {} has {} copies, not {}", i, got.collapsed, wanted.collapsed);
    }
  }
  return std::nullopt;
}

std::optional<std::string> difference(const MatchSet& expected, const MatchSet& found) {
  if (expected.total != found.total) {
    return fmt::format("{} matches, not {}", found.total, expected.total);
  }
  if (expected.base_matches != found.base_matches) return "whether the base matches";
  if (!found.complete) return "an answer that calls itself incomplete";
  if (expected.days != found.days) return "counts of days";
  if (expected.counts.size() != found.counts.size()) return "number of facets";
  for (std::size_t i = 0; i < expected.counts.size(); ++i) {
    const auto same = [](const KeyCount& a, const KeyCount& b) {
      return a.key == b.key && a.articles == b.articles;
    };
    if (!std::ranges::equal(expected.counts[i], found.counts[i], same)) {
      return fmt::format("counts of facet {}", i);
    }
  }
  return page_difference(expected, found);
}

/// Both engines over one archive; the matcher over a lean index of it too, whose lists have no room
/// to be unpacked as a whole.
class Pair {
 public:
  Pair(Random& random, std::size_t articles, std::uint32_t most_in_segment, std::uint32_t slice)
      : same_random_(random),
        index_(random, articles, most_in_segment),
        lean_(same_random_, articles, most_in_segment, Profile::lean),
        corpus_(index_.segments(), roomy),
        lean_corpus_(lean_.segments(), 0),
        enquire_(index_.database()),
        matcher_(corpus_, buffers_, slice),
        lean_matcher_(lean_corpus_, buffers_, slice) {}

  std::optional<std::string> difference_for(const Asked& asked) {
    const MatchRequest request = asked.request();
    const MatchSet expected = enquire_.match(request);
    if (const auto wrong = difference(expected, matcher_.match(request))) return wrong;
    const auto wrong = difference(expected, lean_matcher_.match(request));
    return wrong ? std::optional("lean: " + *wrong) : std::nullopt;
  }
  std::optional<std::string> weight_difference(const Plan& plan, Xapian::docid docid) {
    const auto expected = enquire_.weight(plan, docid);
    const auto found = matcher_.weight(plan, docid);
    const bool same =
        expected.has_value() == found.has_value() && (!expected || near_equal(*expected, *found));
    if (same) return std::nullopt;
    return fmt::format("document {} weighs {}, not {}", docid, found.value_or(-1),
                       expected.value_or(-1));
  }
  Xapian::Database& database() { return index_.database(); }
  Engine* enquire() { return &enquire_; }
  Engine* matcher() { return &matcher_; }

 private:
  static constexpr std::size_t roomy = std::size_t{1} << 22U;

  Random same_random_;
  test::SegmentedIndex index_;
  test::SegmentedIndex lean_;
  Corpus corpus_;
  Corpus lean_corpus_;
  MatcherBuffers buffers_;
  EnquireEngine enquire_;
  Matcher matcher_;
  Matcher lean_matcher_;
};

// The smallest request found that the engines still answer differently.
Asked shrunk(Pair& engines, Asked asked) {
  for (bool smaller = true; smaller;) {
    smaller = false;
    std::vector<Asked> tries;
    for (Plan& each : test::simpler(asked.plan)) {
      tries.push_back(asked);
      tries.back().plan = std::move(each);
    }
    for (std::size_t i = 0; i < asked.selections.size(); ++i) {
      tries.push_back(asked);
      tries.back().selections.erase(tries.back().selections.begin() + std::ptrdiff_t(i));
    }
    for (std::size_t i = 0; i < asked.facets.size(); ++i) {
      tries.push_back(asked);
      tries.back().facets.erase(tries.back().facets.begin() + std::ptrdiff_t(i));
    }
    for (Asked& each : tries) {
      if (!engines.difference_for(each)) continue;
      asked = std::move(each);
      smaller = true;
      break;
    }
  }
  return asked;
}

struct Round {
  std::size_t articles;
  std::uint32_t most_in_segment;
  std::uint32_t slice;
  std::size_t share;  ///< of a hundred queries
};

TEST_CASE("the matcher answers every plan as Enquire does") {
  const std::uint32_t seed = test::seed();
  MESSAGE("seed " << seed << " (DATELINE_TEST_SEED), " << wanted_queries()
                  << " queries (DATELINE_TEST_QUERIES)");
  Random random(seed);
  static constexpr std::array rounds{
      Round{30, 1000, slice_size, 15}, Round{60, 25, 64, 20},      Round{150, 60, 64, 25},
      Round{400, 1000, 128, 20},       Round{1300, 1100, 512, 12}, Round{1200, 2000, slice_size, 6},
      Round{9000, 9000, slice_size, 2}};
  for (const Round& round : rounds) {
    CAPTURE(round.articles);
    Pair engines(random, round.articles, round.most_in_segment, round.slice);
    test::RandomPlans plans(engines.database());
    for (std::size_t i = 0; i < (wanted_queries() * round.share + 99) / 100; ++i) {
      const Asked asked = random_request(random, plans);
      INFO(asked.describe());
      const auto wrong = engines.difference_for(asked);
      if (wrong) {
        // What is unpacked by now may hide it.
        const Asked least = shrunk(engines, asked);
        const auto again = engines.difference_for(least);
        FAIL_CHECK(asked.describe() << ": " << *wrong << "\n  shrunk: " << least.describe() << ": "
                                    << again.value_or("no difference when asked again"));
        return;
      }
      const auto docid = static_cast<Xapian::docid>(1 + random.below(round.articles));
      const auto weight = engines.weight_difference(asked.plan, docid);
      if (weight) {
        FAIL_CHECK(asked.describe() << ": " << *weight);
        return;
      }
    }
  }
}

TEST_CASE("what weighs nothing fills a page, in segments too where nothing that weighs matches") {
  Random random(test::seed());
  Pair engines(random, 60, 10, slice_size);
  std::size_t weightless = 0;
  for (const char* filter : {"Scafe", "Sgate", "XCOUNTRY:RU", "XTOPIC:weather"}) {
    for (const char* stem : {"Zdefens", "Znego", "Znon-prolifer", "Zzeppelin"}) {
      for (const bool best : {false, true}) {
        Asked asked;
        std::vector<Plan> parts{term(filter), term(stem)};
        asked.plan = best ? best_of(std::move(parts)) : any_of(std::move(parts));
        asked.limit = 100;
        const auto wrong = engines.difference_for(asked);
        INFO(asked.describe());
        CHECK_MESSAGE(!wrong, wrong.value_or(""));
        for (const Matched& each : engines.enquire()->match(asked.request()).page) {
          weightless += each.score == 0 ? 1 : 0;
        }
      }
    }
  }
  CHECK(weightless > 0);
}

TEST_CASE("terms that all articles have are read from a database that has lost some of them") {
  const TemporaryFolder folder;
  {
    IndexWriter writer = IndexWriter::open(folder.path(), {.profile = Profile::full});
    for (int i = 0; i < 2500; ++i) {
      writer.add(test::make_article(fmt::format("{}", i), "Harbour", "Quiet."));
    }
    writer.remove("7");
    writer.commit();
    writer.remove("3");
    writer.commit();
  }
  Xapian::Database database(folder.path().string());
  EnquireEngine engine(database);
  const auto total = [&](const Plan& plan) {
    MatchRequest request;
    request.plan = &plan;
    request.limit = 10;
    return engine.match(request).total;
  };
  const Plan one = term("Q5");
  for (const char* name : {"XLANGUAGE:en", "Zharbour", "harbour"}) {
    CAPTURE(name);
    const Plan all = term(name);
    CHECK(total(all) == 2498);
    CHECK(total(filter(all)) == 2498);
    CHECK(total(filter(any_of({all, one}))) == 2498);
    CHECK(total(best_of({all, one})) == 2498);
    CHECK(total(at_least({all, one, one}, 1)) == 2498);
    CHECK(total(bonus(any_of({all, one}), 2)) == 2498);
    CHECK(total(without(everything(), any_of({all, one}))) == 0);
    CHECK(total(all_of({everything(), all})) == 2498);
  }
}

TEST_CASE("in the heaviest of several, alternatives that add up weigh together") {
  Random random(test::seed());
  Pair engines(random, 60, 1000, slice_size);
  const Plan either = any_of({term("Zdefens"), term("Zprice")});
  const Plan best = best_of({either, term("Zun")});
  std::size_t both = 0;
  for (Xapian::docid docid = 1; docid <= 60; ++docid) {
    for (Engine* each : {engines.enquire(), engines.matcher()}) {
      const double one = each->weight(either, docid).value_or(0);
      const double other = each->weight(term("Zun"), docid).value_or(0);
      CHECK(each->weight(best, docid).value_or(0) == doctest::Approx(std::max(one, other)));
      both += one > 0 && other > 0 ? 1 : 0;
    }
  }
  CHECK(both > 0);
}

TEST_CASE("a match after its deadline has found nothing, and says so") {
  Random random(test::seed());
  Pair engines(random, 60, 20, slice_size);
  const Plan plan = term("Zprice");
  const CountedFacet facet{base::find_facet_field("country"), 10};
  MatchRequest request;
  request.plan = &plan;
  request.facets = {&facet, 1};
  request.limit = 10;
  request.deadline = std::chrono::steady_clock::now() - std::chrono::hours(1);
  const MatchSet found = engines.matcher()->match(request);
  CHECK_FALSE(found.complete);
  CHECK(found.total == 0);
  CHECK(found.counts.size() == 1);
  request.deadline = std::chrono::steady_clock::now() + std::chrono::hours(1);
  CHECK(engines.matcher()->match(request).complete);
}

}  // namespace
}  // namespace dateline::search
