#include "search/facet_counter.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "store/schema.h"
#include "store/segment/segment_builder.h"
#include "support/temporary_folder.h"
#include "unit/search/random_archive.h"

namespace dateline::search {
namespace {

using test::Random;
using Counts = std::vector<std::pair<std::string, std::uint64_t>>;

const auto group = base::facet_group(0);

/// For each field of the group the keys of an article.
using Keys = std::array<std::set<std::string>, 3>;

/// Articles in segments, some of them deleted, with an oracle that counts what it was given.
class FacetArchive {
 public:
  void add_segment(Random& random, std::vector<Keys> articles, std::size_t one_deleted_in) {
    store::SegmentBuilder builder(folder_.path());
    for (const Keys& each : articles) {
      store::Document document;
      for (std::size_t i = 0; i < group.size(); ++i) {
        const std::vector<std::string> keys(each[i].begin(), each[i].end());
        if (keys.empty()) continue;
        document.values.push_back({group[i].slot, store::schema::pack_keys(keys)});
      }
      builder.add(++docid_, document, {});
    }
    store::DeletedBits deleted((articles.size() + 63) / 64);
    bool any = false;
    for (std::size_t i = 0; i < articles.size() && one_deleted_in > 0; ++i) {
      if (!random.one_in(one_deleted_in)) continue;
      deleted[i / 64] |= std::uint64_t{1} << (i % 64);
      any = true;
    }
    const auto file = folder_.path() / builder.write();
    live_.push_back({store::Segment::open(file),
                     any ? std::make_shared<store::DeletedBits>(deleted) : nullptr});
    segments_.push_back(std::move(articles));
  }

  std::shared_ptr<const Corpus> corpus() const {
    return std::make_shared<Corpus>(std::make_shared<store::SegmentSet>(live_), 1 << 20);
  }
  std::size_t segments() const { return live_.size(); }
  std::uint32_t size(std::size_t segment) const { return live_[segment].segment->size(); }
  bool is_deleted(std::size_t segment, std::uint32_t ordinal) const {
    const auto& bits = live_[segment].deleted;
    return bits && ((*bits)[ordinal / 64] >> (ordinal % 64) & 1U) != 0;
  }
  const Keys& keys(std::size_t segment, std::uint32_t ordinal) const {
    return segments_[segment][ordinal];
  }

 private:
  TemporaryFolder folder_;
  std::uint32_t docid_ = 0;
  std::vector<store::LiveSegment> live_;
  std::vector<std::vector<Keys>> segments_;
};

/// Counts with a FacetCounter and by hand.
class Counting {
 public:
  Counting(const FacetArchive& archive, const Corpus& corpus, FacetBuffers& buffers)
      : archive_(&archive), counter_(corpus, 0, buffers) {}

  using Matches = std::function<bool(std::uint32_t ordinal)>;

  void count(std::size_t segment, Slice slice, const Matches& matches) {
    const auto ordinals = list(segment, slice, matches, {0, 1, 2});
    if (!ordinals.empty()) counter_.count(segment, slice, ordinals);
  }
  void count_bits(std::size_t segment, Slice slice, const Matches& matches) {
    std::vector<std::uint64_t> words((slice.to - slice.from + 63) / 64);
    for (const std::uint32_t each : list(segment, slice, matches, {0, 1, 2})) {
      words[(each - slice.from) / 64] |= std::uint64_t{1} << (each % 64);
    }
    counter_.count_bits(segment, slice, words);
  }
  void count_for(std::size_t field, std::size_t segment, Slice slice, const Matches& matches) {
    counter_.count_for(group[field], segment, list(segment, slice, matches, {field}));
  }
  void leave(std::size_t segment) { counter_.leave(segment); }

  void check() const {
    for (std::size_t field = 0; field < group.size(); ++field) {
      for (const std::size_t limit : {0U, 1U, 10U, 1000000U}) {
        CHECK(found(counter_.top(group[field], limit)) == wanted(expected_[field], limit));
      }
    }
  }
  void check_all() const {
    std::array<std::map<std::string, std::uint64_t>, 3> all;
    for (std::size_t segment = 0; segment < archive_->segments(); ++segment) {
      for (std::uint32_t i = 0; i < archive_->size(segment); ++i) {
        if (!archive_->is_deleted(segment, i)) add(segment, i, {0, 1, 2}, all);
      }
    }
    for (std::size_t field = 0; field < group.size(); ++field) {
      CHECK(found(counter_.top_of_all(group[field], 7)) == wanted(all[field], 7));
    }
  }

 private:
  using KeyedCounts = std::array<std::map<std::string, std::uint64_t>, 3>;

  void add(std::size_t segment, std::uint32_t ordinal, const std::vector<std::size_t>& fields,
           KeyedCounts& out) const {
    for (const std::size_t field : fields) {
      for (const auto& each : archive_->keys(segment, ordinal)[field]) ++out[field][each];
    }
  }
  std::vector<std::uint32_t> list(std::size_t segment, Slice slice, const Matches& matches,
                                  const std::vector<std::size_t>& fields) {
    std::vector<std::uint32_t> out;
    for (std::uint32_t i = slice.from; i < slice.to; ++i) {
      if (archive_->is_deleted(segment, i) || !matches(i)) continue;
      out.push_back(i);
      add(segment, i, fields, expected_);
    }
    return out;
  }
  static Counts found(const KeyCounts& counts) {
    Counts out;
    for (const KeyCount& each : counts) out.emplace_back(each.key, each.articles);
    return out;
  }
  static Counts wanted(const std::map<std::string, std::uint64_t>& counts, std::size_t limit) {
    Counts out(counts.begin(), counts.end());
    std::ranges::stable_sort(out, std::greater{}, &Counts::value_type::second);
    if (out.size() > limit) out.resize(limit);
    return out;
  }

  const FacetArchive* archive_;
  FacetCounter counter_;
  KeyedCounts expected_;
};

// Some keys are in many articles, most in few.
std::set<std::string> some_keys(Random& random, std::string_view name, std::size_t most,
                                std::size_t different) {
  std::set<std::string> out;
  for (std::size_t i = random.below(most + 1); i > 0; --i) {
    const std::size_t below = 1 + random.below(random.one_in(3) ? 4 : different);
    out.insert(fmt::format("{}-{}", name, random.below(below)));
  }
  return out;
}

std::vector<Keys> some_articles(Random& random, std::size_t count, std::size_t different) {
  std::vector<Keys> out;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t most = random.one_in(30) ? 40 : 2;
    out.push_back({some_keys(random, "person", most, different), some_keys(random, "c", most, 30),
                   some_keys(random, "t/u", most, 9)});
  }
  return out;
}

template <class InSlice>
void for_each_slice(const FacetArchive& archive, std::size_t segment, std::uint32_t length,
                    const InSlice& in_slice) {
  for (std::uint32_t from = 0; from < archive.size(segment); from += length) {
    in_slice(Slice{from, std::min(archive.size(segment), from + length)});
  }
}

}  // namespace

TEST_CASE("facets are counted as by hand, whatever share of the articles matches") {
  MESSAGE("seed " << test::seed());
  Random random(test::seed());
  for (int round = 0; round < 6; ++round) {
    FacetArchive archive;
    const std::size_t segments = round < 2 ? 1 : 1 + random.below(5);
    for (std::size_t i = 0; i < segments; ++i) {
      archive.add_segment(random,
                          some_articles(random, 1 + random.below(1500), 1 + random.below(3000)),
                          random.one_in(2) ? 0 : 1 + random.below(20));
    }
    const auto corpus = archive.corpus();
    FacetBuffers buffers;
    for (int i = 0; i < 30; ++i) {
      Counting counting(archive, *corpus, buffers);
      const auto length = static_cast<std::uint32_t>(64 * (1 + random.below(30)));
      const std::size_t usual_share = random.below(101);
      const std::size_t share_of_missed = random.one_in(2) ? 0 : random.below(60);
      const bool as_bits = random.one_in(2);
      const bool varies = random.one_in(3);
      for (std::size_t segment = 0; segment < archive.segments(); ++segment) {
        for_each_slice(archive, segment, length, [&](Slice slice) {
          const std::size_t share = varies ? 50 * random.below(3) : usual_share;
          // Each article matches, or misses the selection of one field alone, or neither.
          constexpr std::size_t matches = 3;
          std::vector<std::size_t> roles(slice.to - slice.from, matches + 1);
          for (std::size_t& each : roles) {
            if (random.below(100) < share) each = matches;
            if (random.below(100) < share_of_missed) each = random.below(3);
          }
          const auto has_role = [&](std::size_t role) {
            return [&, role](std::uint32_t each) { return roles[each - slice.from] == role; };
          };
          if (as_bits) {
            counting.count_bits(segment, slice, has_role(matches));
          } else {
            counting.count(segment, slice, has_role(matches));
          }
          for (std::size_t field = 0; share_of_missed > 0 && field < 3; ++field) {
            counting.count_for(field, segment, slice, has_role(field));
          }
        });
        counting.leave(segment);
      }
      counting.check();
      counting.check_all();
    }
  }
}

TEST_CASE("a segment that is left before its last slice counts what was seen of it") {
  Random random(test::seed());
  FacetArchive archive;
  for (int i = 0; i < 2; ++i) archive.add_segment(random, some_articles(random, 300, 50), 9);
  const auto corpus = archive.corpus();
  FacetBuffers buffers;
  for (std::uint32_t seen = 0; seen < 5; ++seen) {
    Counting counting(archive, *corpus, buffers);
    for (std::size_t segment = 0; segment < 2; ++segment) {
      for_each_slice(archive, segment, 64, [&](Slice slice) {
        if (slice.from / 64 < seen) counting.count(segment, slice, [](auto) { return true; });
      });
      counting.leave(segment);
    }
    counting.check();
  }
}

TEST_CASE("more keys than codes of 16 bits are counted, in one segment and in several") {
  Random random(test::seed());
  FacetArchive archive;
  std::size_t person = 0;
  for (const std::size_t size : {24000U, 900U}) {
    std::vector<Keys> articles;
    for (std::size_t i = 0; i < size; ++i) {
      Keys& keys = articles.emplace_back();
      for (int j = 0; j < 3; ++j) keys[0].insert(fmt::format("person-{}", person++));
      keys[0].insert(fmt::format("person-{}", random.below(1 + random.below(90000))));
      keys[1] = some_keys(random, "c", 2, 9);
    }
    archive.add_segment(random, std::move(articles), 10);
    const auto corpus = archive.corpus();
    const auto& column = corpus->parts().front().segment->facet(group[0]);
    CHECK(column.keys > store::most_common_keys);
    CHECK(column.common < column.keys);
    FacetBuffers buffers;
    for (const std::size_t one_in : {10000U, 200U, 3U, 1U}) {
      Counting counting(archive, *corpus, buffers);
      for (std::size_t segment = 0; segment < archive.segments(); ++segment) {
        counting.count(segment, {0, archive.size(segment)},
                       [&](std::uint32_t) { return random.one_in(one_in); });
        counting.leave(segment);
      }
      counting.check();
    }
  }
}

TEST_CASE("segments without any key have nothing to count") {
  Random random(test::seed());
  FacetArchive archive;
  for (int i = 0; i < 2; ++i) archive.add_segment(random, std::vector<Keys>(70), 0);
  const auto corpus = archive.corpus();
  FacetBuffers buffers;
  Counting counting(archive, *corpus, buffers);
  for (std::size_t segment = 0; segment < 2; ++segment) {
    counting.count(segment, {0, 70}, [](std::uint32_t ordinal) { return ordinal % 2 == 0; });
    counting.leave(segment);
  }
  counting.check();
  counting.check_all();
}

}  // namespace dateline::search
