#include <algorithm>
#include <cstring>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "dateline/error.h"
#include "random_articles.h"
#include "store/segment/bits.h"
#include "store/segment/impact_bounds.h"
#include "store/segment/position_cursor.h"
#include "store/segment/position_list.h"
#include "store/segment/posting_list.h"
#include "store/segment/term_dictionary.h"
#include "store/segment/wide_bits.h"

using namespace dateline::store;

namespace {

using Numbers = std::vector<std::uint32_t>;

// Readers look behind what is packed.
std::string padded(std::string packed) {
  return packed.append(packed_padding, '\xAA');
}

std::span<const char> without_padding(const std::string& packed) {
  return std::span<const char>(packed).first(packed.size() - packed_padding);
}

PositionList positions_of(const std::string& packed, std::size_t postings) {
  return {without_padding(packed), static_cast<std::uint32_t>(postings), {}};
}

Numbers ascending(RandomArticles& random, std::size_t count, std::uint32_t below) {
  std::set<std::uint32_t> out;
  while (out.size() < count) out.insert(static_cast<std::uint32_t>(random.below(below)));
  return {out.begin(), out.end()};
}

/// A bitmap of ordinals as a segment has it.
struct Bitmap {
  Bitmap(const Numbers& ordinals, std::uint32_t articles)
      : words(words_of_bits(articles)), ranks(ranks_of_bits(articles)) {
    rank_bits(ordinals, words, ranks);
  }
  RankedBits view() const { return {words.data(), ranks.data()}; }
  std::vector<std::uint64_t> words;
  std::vector<std::uint32_t> ranks;
};

void check_list(const PostingList& list, const Numbers& ordinals, const Numbers& wdfs) {
  REQUIRE(list.size() == ordinals.size());
  Numbers found(ordinals.size());
  list.all_ordinals(found.data());
  CHECK(found == ordinals);
  Numbers block(posting_block);
  for (std::uint32_t i = 0; i < list.blocks(); ++i) {
    const auto begin = ordinals.begin() + i * posting_block;
    if (!list.is_dense()) {
      REQUIRE(list.ordinals(i, block.data()) == list.block_size(i));
      CHECK(std::equal(begin, begin + list.block_size(i), block.begin()));
      CHECK(list.last(i) == *(begin + list.block_size(i) - 1));
    }
    REQUIRE(list.wdfs(i, block.data()) == list.block_size(i));
    for (std::uint32_t j = 0; j < list.block_size(i); ++j) {
      const std::size_t at = i * posting_block + j;
      CHECK(block[j] == (wdfs.empty() ? 0 : wdfs[at]));
      CHECK(list.wdf(static_cast<std::uint32_t>(at)) == block[j]);
    }
  }
}

void check_some_wdfs(RandomArticles& random, const PostingList& list, const Numbers& wdfs) {
  const auto wdf = [&](std::size_t at) { return wdfs.empty() ? 0 : wdfs[at]; };
  const auto begin = static_cast<std::uint32_t>(random.below(list.size()));
  const auto end = static_cast<std::uint32_t>(begin + random.below(list.size() - begin + 1));
  constexpr std::uint32_t guard = 0xABCDEF;
  Numbers found(end - begin + 1, guard);
  list.wdfs(begin, end, found.data());
  CHECK(found.back() == guard);
  for (std::uint32_t i = begin; i < end; ++i) CHECK(found[i - begin] == wdf(i));

  Numbers some;
  for (std::uint32_t i = 0; i < list.size(); ++i) {
    if (random.one_in(5)) some.push_back(i);
  }
  found.assign(some.size(), guard);
  list.wdfs_at(some, found.data());
  for (std::size_t i = 0; i < some.size(); ++i) CHECK(found[i] == wdf(some[i]));
}

Numbers some_lengths(RandomArticles& random, std::uint32_t articles) {
  Numbers out;
  for (std::uint32_t i = 0; i < articles; ++i) {
    out.push_back(static_cast<std::uint32_t>(random.below(random.one_in(10) ? 5000 : 300)));
  }
  return out;
}

void check_packing(const Numbers& numbers, unsigned width) {
  std::string packed;
  append_packed(packed, numbers, width);
  CHECK(packed.size() == packed_bytes(numbers.size(), width));
  packed = padded(packed);
  Numbers found(numbers.size());
  unpack(packed.data(), width, numbers.size(), found.data());
  CHECK(found == numbers);
  Numbers found_plainly(numbers.size());
  unpack_plainly(packed.data(), width, numbers.size(), found_plainly.data());
  CHECK(found_plainly == numbers);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    CHECK(packed_at(packed.data(), width, i) == numbers[i]);
  }
}

}  // namespace

TEST_CASE("numbers of every width come back from where they were packed") {
  if (!wide::runs_here()) MESSAGE("not eight at a time on this processor");
  RandomArticles random(test_seed());
  const std::size_t any = 1 + random.below(300);
  for (unsigned width = 0; width <= 32; ++width) {
    for (const std::size_t count : {std::size_t{1}, std::size_t{8}, std::size_t{15}, any}) {
      CAPTURE(width);
      CAPTURE(count);
      Numbers numbers(count);
      for (auto& each : numbers) {
        each = static_cast<std::uint32_t>(random.below(std::size_t{1} << width));
      }
      check_packing(numbers, width);
    }
  }
}

TEST_CASE("numbers are added up as one by one") {
  RandomArticles random(test_seed());
  for (int round = 0; round < 100; ++round) {
    Numbers numbers(random.below(70));
    for (auto& each : numbers) each = static_cast<std::uint32_t>(random.below(1000));
    const auto before = static_cast<std::uint32_t>(random.below(3)) - 1;
    const auto step = static_cast<std::uint32_t>(random.below(2));
    Numbers sums = numbers;
    add_up(sums.data(), sums.size(), before, step);
    std::uint32_t sum = before;
    for (std::size_t i = 0; i < numbers.size(); ++i) CHECK(sums[i] == (sum += numbers[i] + step));
  }
}

TEST_CASE("a block that would begin behind all articles is refused, though it ends among them") {
  constexpr std::uint32_t articles = 1000;
  Numbers ordinals(3 * posting_block);
  for (std::uint32_t i = 0; i < ordinals.size(); ++i) ordinals[i] = 2 * i;
  std::string packed = padded(pack_postings(ordinals, {}, false, {}));
  // The table of the last ordinals of blocks: the sum from one to the next stays as it was.
  const std::uint32_t last = UINT32_MAX - 20;
  const std::uint32_t next = last + 2 * posting_block;
  std::memcpy(packed.data(), &last, sizeof last);
  std::memcpy(packed.data() + sizeof last, &next, sizeof next);
  const PostingList list(without_padding(packed), 3 * posting_block, articles, false, {});
  Numbers found(posting_block);
  CHECK_THROWS_AS(list.ordinals(1, found.data()), dateline::CorruptError);
}

TEST_CASE("postings come back, whole lists, blocks and single ones") {
  const auto seed = test_seed();
  CAPTURE(seed);
  RandomArticles random(seed);
  for (int round = 0; round < 60; ++round) {
    const auto articles = static_cast<std::uint32_t>(600 + random.below(3000));
    const std::size_t count = 2 + random.below(random.one_in(2) ? 5 : 590);
    const Numbers ordinals = ascending(random, count, articles);
    Numbers wdfs;
    if (!random.one_in(3)) {
      const std::size_t least = random.below(2);
      for (std::size_t i = 0; i < count; ++i) {
        wdfs.push_back(static_cast<std::uint32_t>(least + random.below(1 + random.below(40))));
      }
    }
    const ImpactBounds impacts(some_lengths(random, articles));
    const std::string bounds = wdfs.empty() ? std::string() : impacts.of(ordinals, wdfs);
    const std::string packed = padded(pack_postings(ordinals, wdfs, false, bounds));
    check_list(
        {without_padding(packed), static_cast<std::uint32_t>(count), articles, !wdfs.empty(), {}},
        ordinals, wdfs);
    const Bitmap bitmap(ordinals, articles);
    const std::string dense = padded(pack_postings(ordinals, wdfs, true, bounds));
    const PostingList list(without_padding(dense), static_cast<std::uint32_t>(count), articles,
                           !wdfs.empty(), bitmap.view());
    check_list(list, ordinals, wdfs);
    check_some_wdfs(random, list, wdfs);
    const BoundsView wanted(bounds.data(), bounds.size() / sizeof(std::uint16_t));
    REQUIRE(list.bounds().size() == wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) CHECK(list.bounds()[i] == wanted[i]);
    for (std::size_t i = 0; i < count; ++i) {
      CHECK(list.bits().test(ordinals[i]));
      CHECK(list.bits().rank(ordinals[i]) == i);
    }
  }
}

TEST_CASE("positions of any posting come back, whatever the others have") {
  const auto seed = test_seed();
  CAPTURE(seed);
  RandomArticles random(seed);
  for (int round = 0; round < 60; ++round) {
    const std::size_t postings = 1 + random.below(400);
    const std::size_t most = 1 + random.below(random.one_in(3) ? 70 : 4);
    std::vector<Numbers> wanted;
    Numbers counts;
    Numbers positions;
    for (std::size_t i = 0; i < postings; ++i) {
      const std::size_t least = round % 2;
      wanted.push_back(ascending(random, least + random.below(most), 1 + 5000));
      counts.push_back(static_cast<std::uint32_t>(wanted.back().size()));
      positions.insert(positions.end(), wanted.back().begin(), wanted.back().end());
    }
    const std::string packed = padded(pack_positions(counts, positions));
    const PositionList list = positions_of(packed, postings);
    Numbers found;
    for (std::uint32_t i = 0; i < postings; ++i) {
      CHECK(list.run(i).count == counts[i]);
      list.read(i, found);
      CHECK(found == wanted[i]);
    }
  }
}

TEST_CASE("a damaged list of postings or positions is told or read, but never read beyond") {
  RandomArticles random(test_seed());
  const Numbers ordinals = ascending(random, 300, 2000);
  const Numbers wdfs(300, 3);
  const Numbers counts(300, 2);
  const Numbers positions = ascending(random, 600, 4000);
  const std::string postings = pack_postings(ordinals, wdfs, false, {});
  const std::string places = pack_positions(counts, positions);
  const auto damaged = [&](std::string bytes) {
    bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
    return padded(bytes);
  };
  Numbers out(posting_block);
  for (int round = 0; round < 2000; ++round) {
    const std::string some_postings = damaged(postings);
    const std::string some_places = damaged(places);
    try {
      const PostingList list(without_padding(some_postings), 300, 2000, true, {});
      for (std::uint32_t i = 0; i < list.blocks(); ++i) {
        list.ordinals(i, out.data());
        CHECK(std::ranges::all_of(std::span(out).first(list.block_size(i)),
                                  [](std::uint32_t each) { return each < 2000; }));
        list.wdfs(i, out.data());
      }
    } catch (const dateline::CorruptError&) {
    }
    try {
      const PositionList list = positions_of(some_places, 300);
      Numbers found;
      for (std::uint32_t i = 0; i < 300; ++i) list.read(i, found);
    } catch (const dateline::CorruptError&) {
    }
  }
}

TEST_CASE("counts of positions that no list can have are told, whatever checksum they come with") {
  // A block of two postings: 32 rows of counts, positions without a bit; then with one.
  for (const char width : {'\0', '\1'}) {
    std::string packed{static_cast<char>(32), width};
    for (unsigned row = 0; row < 32; ++row) packed += static_cast<char>(row == 1 ? 3 : 1);
    const std::string places = padded(packed);
    const PositionList list = positions_of(places, 2);
    Numbers found;
    for (const std::uint32_t index : {0U, 1U}) {
      CHECK_THROWS_AS(list.read(index, found), dateline::CorruptError);
      for (const auto reading : {PositionCursor::Reading::most, PositionCursor::Reading::few}) {
        PositionCursor cursor(list, reading);
        CHECK_THROWS_AS(cursor.at(index), dateline::CorruptError);
      }
    }
  }
}

TEST_CASE("a dictionary of more terms than its blocks can have is none") {
  for (const std::uint64_t terms : {std::uint64_t{1}, UINT64_MAX, UINT64_MAX - 14}) {
    CHECK_THROWS_AS(TermDictionary({}, {}, terms), dateline::CorruptError);
  }
}

TEST_CASE("a dictionary finds the terms that it has, and walks from any place") {
  const auto seed = test_seed();
  CAPTURE(seed);
  RandomArticles random(seed);
  for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 33U, 500U}) {
    std::set<std::string> names;
    while (names.size() < size) {
      std::string name = random.one_in(2) ? "XPERSON:" : "";
      for (std::size_t i = random.below(6); i > 0; --i) {
        name += static_cast<char>(random.one_in(20) ? random.below(256) : 'a' + random.below(3));
      }
      names.insert(std::move(name));
    }
    TermDictionaryWriter writer;
    std::vector<TermEntry> entries;
    TermEntry last;
    for (const std::string& name : names) {
      TermEntry entry;
      entry.number = entries.size();
      entry.postings_at = last.postings_at + last.postings_bytes;
      entry.positions_at = last.positions_at + last.positions_bytes;
      entry.articles = static_cast<std::uint32_t>(1 + random.below(3) * 100);
      entry.has_wdf = random.one_in(2);
      entry.has_positions = random.one_in(2);
      if (entry.articles == 1) {
        entry.only_ordinal = static_cast<std::uint32_t>(random.below(1000));
        if (entry.has_wdf) entry.only_wdf = 7;
      } else {
        entry.is_dense = random.one_in(2);
        if (entry.is_dense) entry.bitmap = random.below(1000);
        entry.postings_bytes = random.below(1000);
      }
      if (entry.has_positions) entry.positions_bytes = random.below(1000);
      writer.add(name, entry);
      entries.push_back(entry);
      last = entry;
    }
    writer.finish();
    const TermDictionary dictionary(writer.blocks(), writer.bytes(), writer.size());
    CHECK(dictionary.size() == size);
    auto cursor = dictionary.begin();
    std::size_t place = 0;
    for (const std::string& name : names) {
      CHECK(dictionary.find(name) == entries[place]);
      CHECK(dictionary.find(name + '\0').has_value() == names.contains(name + '\0'));
      REQUIRE_FALSE(cursor.at_end());
      CHECK(cursor.term() == name);
      CHECK(cursor.entry() == entries[place]);
      cursor.next();
      ++place;
    }
    CHECK(cursor.at_end());
    for (int i = 0; i < 200; ++i) {
      std::string wanted = random.one_in(2) ? "XPERSON:" : "";
      for (std::size_t j = random.below(6); j > 0; --j) {
        wanted += static_cast<char>('a' + random.below(4));
      }
      CHECK(dictionary.find(wanted).has_value() == names.contains(wanted));
      cursor.seek(wanted);
      const auto at = names.lower_bound(wanted);
      CHECK(cursor.at_end() == (at == names.end()));
      if (at != names.end()) CHECK(cursor.term() == *at);
    }
  }
}
