#include "store/segment/segment.h"

#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <xapian.h>

#include "base/bytes.h"
#include "base/dates.h"
#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "random_articles.h"
#include "store/record.h"
#include "store/schema.h"
#include "store/segment/rebuild_segments.h"
#include "store/segment/segment_builder.h"
#include "store/segment/segment_set.h"
#include "support/temporary_folder.h"

using namespace dateline::store;
using dateline::IndexWriter;
namespace base = dateline::base;
namespace fs = std::filesystem;

namespace {

// Enough that frequent terms stand as bits and blocks are full; some removed, some replaced.
void write_index(const fs::path& path, std::uint64_t seed, int articles) {
  RandomArticles random(seed);
  IndexWriter writer = IndexWriter::open(path, {.profile = dateline::Profile::full});
  for (int i = 0; i < articles; ++i) {
    const std::size_t id = random.one_in(10) ? random.below(articles) : std::size_t(i);
    writer.add(random.article(fmt::format("id{}", id)));
    if (random.one_in(20)) writer.remove(fmt::format("id{}", random.below(articles)));
  }
  writer.commit();
}

std::vector<std::shared_ptr<const Segment>> rebuilt(const Xapian::Database& database,
                                                    const fs::path& folder,
                                                    const RebuildOptions& options = {}) {
  std::vector<std::shared_ptr<const Segment>> out;
  for (const std::string& name : rebuild_segments(database, folder, "test", options)) {
    out.push_back(Segment::open(folder / name));
  }
  return out;
}

std::vector<std::uint32_t> ordinals_of(const PostingList& list) {
  std::vector<std::uint32_t> out(list.size());
  list.all_ordinals(out.data());
  return out;
}

void check_postings(const Segment& segment, const Xapian::Database& database,
                    const std::string& term, const TermEntry& entry) {
  const PostingList list = segment.postings(entry);
  const auto ordinals = ordinals_of(list);
  REQUIRE(list.size() == database.get_termfreq(term));
  auto at = database.postlist_begin(term);
  std::vector<std::uint32_t> positions;
  for (std::uint32_t i = 0; i < list.size(); ++i, ++at) {
    CHECK(segment.docid(ordinals[i]) == *at);
    CHECK(list.wdf(i) == at.get_wdf());
    std::vector<std::uint32_t> wanted;
    for (auto each = database.positionlist_begin(*at, term);
         each != database.positionlist_end(*at, term); ++each) {
      wanted.push_back(*each);
    }
    positions.clear();
    if (entry.has_positions) segment.positions(entry).read(i, positions);
    CHECK(positions == wanted);
  }
}

void check_article(const Segment& segment, const Xapian::Database& database,
                   std::uint32_t ordinal) {
  const std::uint32_t docid = segment.docid(ordinal);
  CHECK(segment.ordinal(docid) == ordinal);
  CHECK(segment.lengths()[ordinal] == database.get_doclength(docid));
  const Xapian::Document document = database.get_document(docid);
  const auto day = schema::decode_day(document.get_value(schema::date_slot));
  CHECK(segment.days()[ordinal] == (day ? base::day_number(*day) : unknown_day));
  const DayZone zone = segment.day_zones()[ordinal / day_zone_size];
  if (day) CHECK(zone.first <= segment.days()[ordinal]);
  if (day) CHECK(zone.last >= segment.days()[ordinal]);
  std::string instant;
  base::append_big_endian(instant, segment.instants()[ordinal]);
  CHECK((segment.has_instant(ordinal) ? instant : "") == document.get_value(schema::instant_slot));
  std::string content;
  for (const std::uint64_t each : segment.contents()[ordinal]) {
    base::append_big_endian(content, each);
  }
  CHECK((segment.has_content(ordinal) ? content : "") == document.get_value(schema::content_slot));
  std::vector<std::uint32_t> numbers;
  for (const base::FacetField& field : base::facet_fields()) {
    const FacetColumn& column = segment.facet(field);
    column.read(ordinal, numbers);
    std::vector<std::string> keys;
    for (const std::uint32_t each : numbers) keys.emplace_back(column.key(each));
    CHECK(keys == schema::unpack_keys(document.get_value(field.slot)));
    for (const std::uint32_t each : numbers) CHECK(column.find(column.key(each)) == each);
  }
  const dateline::Article stored = decode_record(document.get_data(), "test").article;
  const dateline::Article shown = decode_record(segment.record(ordinal), "test").article;
  CHECK(shown.id == stored.id);
  CHECK(shown.headline == stored.headline);
  CHECK(shown.date == stored.date);
  CHECK(shown.source == stored.source);
  CHECK(shown.url == stored.url);
  CHECK(shown.people == stored.people);
  CHECK(shown.countries == stored.countries);
  CHECK(shown.topics == stored.topics);
}

DeletedBits some_deleted(const Segment& segment, RandomArticles& random) {
  DeletedBits out((segment.size() + 63) / 64);
  for (std::uint32_t i = 0; i < segment.size(); ++i) {
    if (random.one_in(5)) out[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  return out;
}

}  // namespace

TEST_CASE("a segment holds every posting, position, length and value of the database") {
  const auto seed = test_seed();
  CAPTURE(seed);
  const TemporaryFolder index;
  const TemporaryFolder folder;
  write_index(index.path(), seed, 1600);
  const Xapian::Database database(index.path().string());
  const auto segment = rebuilt(database, folder.path()).at(0);
  CHECK(segment->size() == database.get_doccount());
  CHECK(segment->total_length() == database.get_total_length());
  auto at = database.allterms_begin();
  bool dense = false;
  for (auto term = segment->terms().begin(); !term.at_end(); term.next(), ++at) {
    REQUIRE(at != database.allterms_end());
    REQUIRE(term.term() == *at);
    check_postings(*segment, database, term.term(), term.entry());
    dense = dense || term.entry().is_dense;
  }
  CHECK(at == database.allterms_end());
  CHECK(dense);
  for (std::uint32_t i = 0; i < segment->size(); ++i) check_article(*segment, database, i);
}

TEST_CASE("several segments hold together what one holds") {
  const TemporaryFolder index;
  const TemporaryFolder folder;
  write_index(index.path(), test_seed(), 300);
  const Xapian::Database database(index.path().string());
  const auto parts = rebuilt(database, folder.path(), {.most_articles = 70});
  CHECK(parts.size() > 3);
  std::vector<LiveSegment> live;
  for (const auto& each : parts) live.push_back({each, nullptr});
  const SegmentSet set(live);
  CHECK(set.articles() == database.get_doccount());
  CHECK(set.total_length() == database.get_total_length());
  for (auto at = database.postlist_begin({}); at != database.postlist_end({}); ++at) {
    const auto place = set.find(*at);
    REQUIRE(place.has_value());
    CHECK(live[place->segment].segment->docid(place->ordinal) == *at);
  }
  CHECK_FALSE(set.find(database.get_lastdocid() + 1).has_value());
  CHECK_FALSE(set.find(0).has_value());
}

TEST_CASE("merged segments are, byte for byte, the segment of what is not deleted") {
  const auto seed = test_seed();
  CAPTURE(seed);
  RandomArticles random(seed);
  const TemporaryFolder index;
  const TemporaryFolder folder;
  const TemporaryFolder other;
  write_index(index.path(), seed, 1500);
  const Xapian::Database database(index.path().string());
  std::vector<LiveSegment> live;
  for (const auto& each : rebuilt(database, folder.path(), {.most_articles = 400})) {
    live.push_back({each, nullptr});
    if (random.one_in(2)) {
      live.back().deleted = std::make_shared<DeletedBits>(some_deleted(*each, random));
    }
  }
  const SegmentSet set(live);
  {
    IndexWriter writer = IndexWriter::open(index.path());
    for (auto at = database.postlist_begin({}); at != database.postlist_end({}); ++at) {
      if (set.find(*at)) continue;
      writer.remove(decode_record(database.get_document(*at).get_data(), "").article.id);
    }
    writer.commit();
  }
  const Xapian::Database rest(index.path().string());
  REQUIRE(rest.get_doccount() == set.articles());
  CHECK(rest.get_total_length() == set.total_length());
  const std::string merged = merge_segments(live, folder.path());
  const std::string built = rebuild_segments(rest, other.path(), "test").at(0);
  CHECK(merged == built);
  CHECK(fs::file_size(folder.path() / merged) == fs::file_size(other.path() / built));
}

TEST_CASE("a segment that is cut off, foreign or of another format is refused") {
  const TemporaryFolder index;
  const TemporaryFolder folder;
  write_index(index.path(), test_seed(), 30);
  const Xapian::Database database(index.path().string());
  const fs::path file = rebuilt(database, folder.path()).at(0)->path();
  const auto bytes = [&] {
    std::ifstream in(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }();
  const auto write = [&](const std::string& changed) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << changed;
  };
  CHECK_THROWS_AS(Segment::open(folder.path() / "none.segment"), dateline::NotFoundError);
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{10}, std::size_t{100}, bytes.size() / 2, bytes.size() - 1}) {
    write(bytes.substr(0, size));
    CHECK_THROWS_AS(Segment::open(file), dateline::CorruptError);
  }
  std::string changed = bytes;
  changed[8] = 99;
  write(changed);
  CHECK_THROWS_AS(Segment::open(file), dateline::VersionError);
  for (std::size_t i = 12; i < 400; ++i) {
    changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 4);
    write(changed);
    CHECK_THROWS_AS(Segment::open(file), dateline::CorruptError);
  }
  write(bytes);
  const auto problems = [&] {
    int out = 0;
    Segment::open(file)->check([&](const std::string&) { ++out; });
    return out;
  };
  CHECK(problems() == 0);
  changed = bytes;
  changed[bytes.size() * 2 / 3] = static_cast<char>(changed[bytes.size() * 2 / 3] ^ 1);
  write(changed);
  CHECK(problems() == 1);
}
