#include <array>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "dateline/error.h"
#include "dateline/index_writer.h"
#include "random_articles.h"
#include "store/segment/segment.h"
#include "store/segment/segment_list.h"
#include "store/segment/term_dictionary.h"
#include "store/snapshot.h"
#include "support/temporary_folder.h"

using namespace dateline::store;
using dateline::CorruptError;
using dateline::IndexWriter;
using segment_format::Kind;
namespace fs = std::filesystem;

namespace {

using Terms = std::map<std::string, std::optional<TermEntry>>;

Terms found_in(const TermDictionary& dictionary, const Terms& wanted) {
  Terms out;
  for (const auto& [term, entry] : wanted) out[term] = dictionary.find(term);
  return out;
}

Terms walked(const TermDictionary& dictionary, const std::string& from) {
  Terms out;
  auto cursor = dictionary.begin();
  for (cursor.seek(from); !cursor.at_end(); cursor.next()) out[cursor.term()] = cursor.entry();
  return out;
}

// Nothing if damage was told.
std::optional<Terms> unless_corrupt(const std::function<Terms()>& read) {
  try {
    return read();
  } catch (const CorruptError&) {
    return std::nullopt;
  }
}

TermDictionaryWriter written(const Terms& terms) {
  TermDictionaryWriter out;
  for (const auto& [term, entry] : terms) {
    if (entry) out.add(term, *entry);
  }
  out.finish();
  return out;
}

// Some terms with the entries that a dictionary gives them, and between them some that are missing.
Terms some_terms(RandomArticles& random) {
  Terms out;
  while (out.size() < 130) {
    std::string term = random.one_in(3) ? "XPERSON:" : "";
    for (std::size_t i = 1 + random.below(6); i > 0; --i) {
      term += static_cast<char>('a' + random.below(4));
    }
    out.emplace(term, random.one_in(4) ? std::nullopt : std::optional(TermEntry{}));
  }
  TermEntry next;
  for (auto& [term, entry] : out) {
    if (!entry) continue;
    next.articles = static_cast<std::uint32_t>(2 + random.below(300));
    next.postings_bytes = random.below(1000);
    entry = next;
    ++next.number;
    next.postings_at += next.postings_bytes;
  }
  return out;
}

std::string read_file(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

fs::path first_segment(const fs::path& index) {
  const Xapian::Database database{index.string()};
  const auto list = decode_segment_list(database.get_metadata(std::string{segment_list_key}), {});
  return index / "segments" / list.segments.front().name;
}

// Changes the middle of a section.
void damage(const fs::path& file, Kind kind) {
  std::string bytes = read_file(file);
  segment_format::Head head;
  std::memcpy(&head, bytes.data(), sizeof head);
  for (std::size_t i = 0; i < head.sections; ++i) {
    segment_format::Section section;
    std::memcpy(&section, bytes.data() + sizeof head + i * sizeof section, sizeof section);
    if (section.kind != kind) continue;
    char& byte = bytes[section.at + section.bytes / 2];
    byte = static_cast<char>(byte ^ 1);
    break;
  }
  std::ofstream{file, std::ios::binary} << bytes;
}

void add(const fs::path& index, int first, int articles) {
  IndexWriter writer = IndexWriter::open(index);
  RandomArticles random{static_cast<std::uint64_t>(first)};
  for (int i = first; i < first + articles; ++i) writer.add(random.article(std::to_string(i)));
  writer.commit();
}

std::string problem_of(const fs::path& index) {
  std::string out;
  SnapshotPool::open(index)->read([&](Snapshot& snapshot) { out = snapshot.segments_problem(); });
  return out;
}

}  // namespace

TEST_CASE("whatever byte of a dictionary changes, terms are found as they were or damage is told") {
  const auto seed = test_seed();
  CAPTURE(seed);
  RandomArticles random(seed);
  const Terms terms = some_terms(random);
  const TermDictionaryWriter writer = written(terms);
  std::string blocks(reinterpret_cast<const char*>(writer.blocks().data()),
                     writer.blocks().size() * sizeof(TermBlock));
  std::string bytes = writer.bytes();
  const auto dictionary = [&] {
    return TermDictionary(
        {reinterpret_cast<const TermBlock*>(blocks.data()), writer.blocks().size()}, bytes,
        writer.size());
  };
  const std::string middle = std::next(terms.begin(), 60)->first;
  const Terms all = walked(dictionary(), "");
  const Terms half = walked(dictionary(), middle);
  REQUIRE(found_in(dictionary(), terms) == terms);
  REQUIRE(all.size() == writer.size());
  int told = 0;
  for (std::string* part : {&blocks, &bytes}) {
    for (char& each : *part) {
      const char before = each;
      each = static_cast<char>(each ^ (1 + random.below(255)));
      bool sound = true;
      for (const auto& [term, entry] : terms) {
        const auto found = unless_corrupt([&] { return found_in(dictionary(), {{term, entry}}); });
        if (found) CHECK(found->at(term) == entry);
        sound = sound && found;
      }
      CHECK(unless_corrupt([&] { return walked(dictionary(), ""); }).value_or(all) == all);
      CHECK(unless_corrupt([&] { return walked(dictionary(), middle); }).value_or(half) == half);
      told += sound ? 0 : 1;
      each = before;
    }
  }
  CHECK(told > static_cast<int>(bytes.size()) * 9 / 10);
}

TEST_CASE("a segment gives nothing of a damaged section, and the rest as it was") {
  const TemporaryFolder folder;
  add(folder.path(), 0, 40);
  const fs::path file = first_segment(folder.path());
  const std::string whole = read_file(file);
  using Use = std::function<void(const Segment&)>;
  const auto facet = [](const Segment& segment) {
    segment.facet(dateline::base::facet_fields().front());
  };
  const auto records = [](const Segment& segment) {
    for (std::uint32_t i = 0; i < segment.size(); ++i) segment.record(i);
  };
  const auto lists = [](const Segment& segment) {
    for (auto term = segment.terms().begin(); !term.at_end(); term.next()) {
      segment.postings(term.entry());
      if (!term.entry().has_positions) continue;
      if (!segment.positions(term.entry()).is_sound()) throw CorruptError("positions");
    }
  };
  const std::vector<std::pair<Kind, Use>> uses{
      {Kind::piece_checksums, [](const Segment& segment) { segment.length(0); }},
      {Kind::docids, [](const Segment& segment) { segment.ordinal(1); }},
      {Kind::lengths, [](const Segment& segment) { segment.lengths(); }},
      {Kind::days, [](const Segment& segment) { segment.days(); }},
      {Kind::day_zones, [](const Segment& segment) { segment.day_zones(); }},
      {Kind::instants, [](const Segment& segment) { segment.instants(); }},
      {Kind::has_instant, [](const Segment& segment) { segment.has_instant(0); }},
      {Kind::contents, [](const Segment& segment) { segment.contents(); }},
      {Kind::has_content, [](const Segment& segment) { segment.has_content(0); }},
      {Kind::records, records},
      {Kind::record_offsets, records},
      {Kind::rows, facet},
      {Kind::key_offsets, facet},
      {Kind::key_bytes, facet},
      {Kind::term_bytes, lists},
      {Kind::postings, lists},
      {Kind::positions, lists}};
  for (const auto& [damaged, unused] : uses) {
    CAPTURE(static_cast<int>(damaged));
    damage(file, damaged);
    const auto segment = Segment::open(file);
    for (const auto& [kind, use] : uses) {
      CAPTURE(static_cast<int>(kind));
      // What makes one throw: its own section, or another that it reads too.
      const bool told = [&] {
        try {
          use(*segment);
          return false;
        } catch (const CorruptError&) {
          return true;
        }
      }();
      if (kind == damaged) CHECK(told);
      if (kind < Kind::term_blocks && kind != damaged) CHECK_FALSE(told);
    }
    std::ofstream{file, std::ios::binary} << whole;
  }
}

TEST_CASE("a column is compared piece by piece for who wants few articles of it") {
  constexpr std::uint32_t articles = 3000;
  constexpr std::uint64_t piece = segment_format::piece_bytes;
  const TemporaryFolder folder;
  add(folder.path(), 0, articles);
  const fs::path file = first_segment(folder.path());
  const auto row = [](const FacetRows& of, std::uint32_t ordinal) {
    const auto found = of.rows.subspan(std::size_t{ordinal} * of.width, of.width);
    return std::vector(found.begin(), found.end());
  };
  std::vector<std::uint32_t> lengths;
  std::vector<std::vector<std::uint16_t>> rows;
  {
    const auto whole = Segment::open(file);
    REQUIRE(whole->size() == articles);
    lengths.assign(whole->lengths().begin(), whole->lengths().end());
    for (std::uint32_t i = 0; i < articles; ++i) rows.push_back(row(whole->facet_rows(0), i));
  }
  const std::uint64_t row_bytes = rows.front().size() * sizeof(std::uint16_t);
  for (const Kind damaged : {Kind::lengths, Kind::rows, Kind::docids}) {
    CAPTURE(static_cast<int>(damaged));
    damage(file, damaged);
    const auto few = Segment::open(file);
    const std::uint64_t item = damaged == Kind::lengths ? sizeof(std::uint32_t) : row_bytes;
    const std::uint64_t bad = articles * item / 2 / piece;
    std::size_t told = 0;
    for (std::uint32_t i = 0; i < articles; ++i) {
      CAPTURE(i);
      const bool is_bad = i * item / piece == bad || (i * item + item - 1) / piece == bad;
      if (damaged == Kind::lengths && is_bad) {
        CHECK_THROWS_AS(few->length(i), CorruptError);
        ++told;
      } else {
        CHECK(few->length(i) == lengths[i]);
      }
      if (damaged == Kind::rows && is_bad) {
        CHECK_THROWS_AS(few->facet_rows(0, std::array{i}), CorruptError);
        ++told;
      } else {
        CHECK(row(few->facet_rows(0, std::array{i}), i) == rows[i]);
      }
    }
    CHECK((told > 0) == (damaged != Kind::docids));
    CHECK(told < articles);
    damage(file, damaged);  // once more: as it was
  }
}

TEST_CASE("articles cannot be counted over damaged lengths, nor removed from damaged columns") {
  for (const Kind kind : {Kind::lengths, Kind::docids}) {
    CAPTURE(static_cast<int>(kind));
    const TemporaryFolder folder;
    add(folder.path(), 0, 40);
    add(folder.path(), 40, 20);
    if (kind == Kind::lengths) IndexWriter::open(folder.path()).remove("3");
    damage(first_segment(folder.path()), kind);
    {
      IndexWriter writer = IndexWriter::open(folder.path());
      writer.remove("4");
      writer.commit();
    }
    CHECK(problem_of(folder.path()).find("is damaged") != std::string::npos);
    CHECK(dateline::check_index(folder.path()).rebuild_mends);
    dateline::rebuild_index(folder.path());
    CHECK(problem_of(folder.path()).empty());
    CHECK(dateline::check_index(folder.path()).problems.empty());
  }
}
