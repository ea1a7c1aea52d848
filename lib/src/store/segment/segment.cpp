#include "store/segment/segment.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/hash.h"
#include "dateline/error.h"
#include "store/segment/bits.h"
#include "store/segment/checked.h"
#include "store/segment/damaged_segment.h"

namespace dateline::store {
namespace {

namespace format = segment_format;
using format::Kind;

std::uint64_t hash_of(std::span<const char> bytes) {
  return base::hash64({bytes.data(), bytes.size()});
}

}  // namespace

std::shared_ptr<const Segment> Segment::open(const std::filesystem::path& file) {
  return open(MappedFile(file), file);
}

std::shared_ptr<const Segment> Segment::open(MappedFile file, std::filesystem::path name) {
  return std::shared_ptr<const Segment>(new Segment(std::move(name), std::move(file)));
}

Segment::Segment(std::filesystem::path path, MappedFile file)
    : path_(std::move(path)), file_(std::move(file)) {
  table_ = read_head();
  compared_sections_ = ComparedPieces(table_.size());
  try {
    read_sections();
    read_facets();
  } catch (const CorruptError& error) {
    fail(error.what());
  }
}

void Segment::fail(std::string_view what) const {
  throw DamagedSegmentError(
      fmt::format("the segment {} is damaged ({})", path_.filename().string(), what));
}

std::span<const format::Section> Segment::read_head() {
  format::Head head;
  if (file_.size() < sizeof head) fail("the segment is cut off");
  std::memcpy(&head, file_.data(), sizeof head);
  if (head.magic != format::magic) fail("this is no segment");
  if (head.version != format::version) {
    throw VersionError(
        fmt::format("{}: the segment has format {}, this library has {}. 'indexer "
                    "rebuild' makes it anew",
                    path_.string(), head.version, format::version));
  }
  const std::uint64_t table_bytes = std::uint64_t{head.sections} * sizeof(format::Section);
  if (head.file_bytes != file_.size() || table_bytes > file_.size() - sizeof head) {
    fail("the segment is cut off");
  }
  std::string hashed(file_.data(), sizeof head + table_bytes);
  const std::uint64_t expected = std::exchange(head.table_hash, 0);
  std::memcpy(hashed.data(), &head, sizeof head);
  if (base::hash64(hashed) != expected) fail("the head of the segment is damaged");
  if (head.articles == 0 || head.articles >= most_articles_of_segment) {
    fail("the segment has an impossible number of articles");
  }
  size_ = head.articles;
  total_length_ = head.total_length;
  terms_ = TermDictionary({}, {}, 0);
  const auto* first = reinterpret_cast<const format::Section*>(file_.data() + sizeof head);
  const std::span<const format::Section> table(first, head.sections);
  for (const format::Section& each : table) {
    // Readers look behind what is packed (bits.h).
    const bool inside = each.at % format::alignment == 0 && each.at <= file_.size() &&
                        each.bytes <= file_.size() - each.at &&
                        file_.size() - each.at - each.bytes >= packed_padding;
    if (!inside) fail("the segment is cut off");
  }
  return table;
}

const format::Section* Segment::find(Kind kind, std::uint32_t slot) const {
  const auto found = std::ranges::find_if(
      table_, [&](const format::Section& each) { return each.kind == kind && each.slot == slot; });
  return found == table_.end() ? nullptr : &*found;
}

std::span<const char> Segment::bytes(const format::Section& section) const {
  return {file_.data() + section.at, static_cast<std::size_t>(section.bytes)};
}

std::span<const char> Segment::section(Kind kind, std::uint32_t slot) const {
  const format::Section* found = find(kind, slot);
  return found == nullptr ? std::span<const char>{} : bytes(*found);
}

template <class Item>
std::span<const Item> Segment::items(Kind kind, std::uint32_t slot) const {
  const std::span<const char> bytes = section(kind, slot);
  if (bytes.size() % sizeof(Item) != 0) fail("a section of the segment has an impossible size");
  return {reinterpret_cast<const Item*>(bytes.data()), bytes.size() / sizeof(Item)};
}

template <class Item>
Segment::Column<Item> Segment::column(Kind kind, std::size_t size) const {
  const format::Section* found = find(kind, 0);
  const auto out = items<Item>(kind);
  if (found == nullptr || out.size() != size) {
    fail("a column of the segment has an impossible size");
  }
  const auto place = static_cast<std::size_t>(found - table_.data());
  return {out, place, pieces_of(place)};
}

// One of a section without pieces is never asked for.
Segment::Pieces Segment::pieces_of(std::size_t section) const {
  Pieces out{section, 0};
  for (const format::Section& each : table_.first(section)) {
    if (format::has_pieces(each.kind)) out.first += format::pieces_of(each.bytes);
  }
  return out;
}

void Segment::read_sections() {
  const std::size_t pieces = pieces_of(table_.size()).first;
  piece_checksums_ = column<std::uint32_t>(Kind::piece_checksums, pieces);
  compared_pieces_ = ComparedPieces(pieces);
  docids_ = column<DocidRun>(Kind::docids, items<DocidRun>(Kind::docids).size());
  if (!DocidRuns(docids_.items, size_).is_possible()) {
    fail("the document numbers of the segment are impossible");
  }
  lengths_ = column<std::uint32_t>(Kind::lengths, size_);
  days_ = column<std::int32_t>(Kind::days, size_);
  day_zones_ = column<DayZone>(Kind::day_zones, (size_ + day_zone_size - 1) / day_zone_size);
  instants_ = column<std::uint64_t>(Kind::instants, size_);
  has_instant_ = column<std::uint64_t>(Kind::has_instant, words_of_bits(size_));
  contents_ = column<Content>(Kind::contents, size_);
  has_content_ = column<std::uint64_t>(Kind::has_content, words_of_bits(size_));
  postings_ = section(Kind::postings);
  bitmaps_ = section(Kind::bitmaps);
  positions_ = section(Kind::positions);
  record_offsets_ = items<std::uint64_t>(Kind::record_offsets);
  records_ = section(Kind::records);
  if (record_offsets_.size() != std::size_t{size_} + 1) {
    fail("a column of the segment has an impossible size");
  }
  format::Head head;
  std::memcpy(&head, file_.data(), sizeof head);
  const std::span<const char> terms = section(Kind::term_bytes);
  terms_ =
      TermDictionary(items<TermBlock>(Kind::term_blocks), {terms.data(), terms.size()}, head.terms);
  compared_postings_ = ComparedPieces(terms_.size());
  compared_positions_ = ComparedPieces(terms_.size());
}

// The codes of a group go on from field to field, first those of the common keys, then, behind
// fillers and marker, the others.
void Segment::read_facets() {
  const auto place = [&](Kind kind, const base::FacetField& field) {
    const format::Section* found = find(kind, field.slot);
    if (found == nullptr) fail(fmt::format("the facet {} is not there", field.name));
    return static_cast<std::size_t>(found - table_.data());
  };
  facet_groups_.reserve(base::facet_groups);  // columns refer to it
  for (std::uint32_t group = 0; group < base::facet_groups; ++group) {
    const auto fields = base::facet_group(group);
    const auto common = items<std::uint32_t>(Kind::common_keys, fields.front().slot);
    if (common.size() != fields.size()) fail("the facets of the segment are not there");
    facet_groups_.push_back({read_rows(fields), pieces_of(place(Kind::rows, fields.front())),
                             place(Kind::common_keys, fields.front())});
    FacetRows& rows = facet_groups_.back().rows;
    std::vector<FacetColumn> columns;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      FacetColumn& column = columns.emplace_back(read_keys(fields[i]));
      column.rows = &rows;
      column.common = std::min(common[i], column.keys);
      column.first_common = rows.common;
      rows.common += column.common;
    }
    if (rows.common > most_common_keys) fail("a facet of the segment has impossible keys");
    rows.codes = rows.common + rows.width + 1;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      FacetColumn& column = columns[i];
      column.first_other = rows.codes;
      rows.codes += column.keys - column.common;
      facets_.push_back({column, place(Kind::key_offsets, fields[i])});
    }
  }
}

FacetRows Segment::read_rows(std::span<const base::FacetField> fields) const {
  const std::uint32_t slot = fields.front().slot;
  FacetRows out;
  out.rows = items<std::uint16_t>(Kind::rows, slot);
  out.width = static_cast<std::uint32_t>(out.rows.size() / size_);
  out.more_offsets = items<std::uint32_t>(Kind::more_offsets, slot);
  out.more_values = items<std::uint32_t>(Kind::more_values, slot);
  const auto bits = items<std::uint64_t>(Kind::more_bits, slot);
  const auto ranks = items<std::uint32_t>(Kind::more_ranks, slot);
  out.more_bits = {bits.data(), ranks.data()};
  if (out.width == 0 || out.width > most_places ||
      out.rows.size() != out.width * std::size_t{size_} || bits.size() != words_of_bits(size_) ||
      ranks.size() != ranks_of_bits(size_)) {
    fail(fmt::format("the column of the facet {} has an impossible size", fields.front().name));
  }
  return out;
}

FacetColumn Segment::read_keys(const base::FacetField& field) const {
  FacetColumn out;
  out.key_offsets = items<std::uint32_t>(Kind::key_offsets, field.slot);
  const std::span<const char> keys = section(Kind::key_bytes, field.slot);
  out.key_bytes = {keys.data(), keys.size()};
  out.articles = items<std::uint32_t>(Kind::key_articles, field.slot);
  out.by_articles = items<std::uint32_t>(Kind::keys_by_articles, field.slot);
  if (out.key_offsets.empty()) fail(fmt::format("the facet {} is not there", field.name));
  out.keys = static_cast<std::uint32_t>(out.key_offsets.size() - 1);
  if (out.articles.size() != out.keys || out.by_articles.size() != out.keys) {
    fail(fmt::format("the keys of the facet {} have an impossible size", field.name));
  }
  return out;
}

void Segment::check(const std::function<void(const std::string& problem)>& report) const {
  for (const format::Section& each : table_) {
    if (hash_of(bytes(each)) == each.hash) continue;
    report(fmt::format("{}: section {} of the segment is damaged", path_.string(),
                       static_cast<std::uint32_t>(each.kind)));
  }
}

void Segment::compare(std::size_t section) const {
  const format::Section& wanted = table_[section];
  const bool alone = wanted.slot == 0 || wanted.kind == Kind::rows;
  const auto for_each_wanted = [&](auto action) {
    for (std::size_t i = 0; i < table_.size(); ++i) {
      const bool beside = table_[i].slot == wanted.slot && table_[i].kind != Kind::rows;
      if (alone ? i == section : beside) action(i);
    }
  };
  for_each_wanted([&](std::size_t i) {
    const std::span<const char> column = bytes(table_[i]);
    file_.map_now({column.data(), column.size()});
    if (hash_of(column) != table_[i].hash) fail("a column of the segment is damaged");
  });
  // A facet is asked for by one section or another of it: the last of them must be sound by then.
  for_each_wanted([&](std::size_t i) { compared_sections_.add(i); });
}

void Segment::compare_piece(const Pieces& pieces, std::size_t piece) const {
  const std::span<const char> column = bytes(table_[pieces.section]);
  const std::size_t from = piece * format::piece_bytes;
  const auto compared =
      column.subspan(from, std::min<std::size_t>(format::piece_bytes, column.size() - from));
  const std::size_t number = pieces.first + piece;
  const std::uint32_t expected = checked(piece_checksums_)[number];
  if (base::checksum32({compared.data(), compared.size()}, number) != expected) {
    fail("a column of the segment is damaged");
  }
  compared_pieces_.add(number);
}

std::optional<std::uint32_t> Segment::ordinal(std::uint32_t docid) const {
  return DocidRuns(checked(docids_), size_).ordinal(docid);
}

PostingList Segment::postings(const TermEntry& entry) const {
  if (entry.articles == 1) {
    if (entry.only_ordinal >= size_) fail("the dictionary of the segment is damaged");
    return {entry.only_ordinal, entry.only_wdf};
  }
  const bool inside = entry.postings_at <= postings_.size() &&
                      entry.postings_bytes <= postings_.size() - entry.postings_at;
  if (!inside) fail("the dictionary of the segment is damaged");
  RankedBits bits;
  std::string_view bitmap;
  if (entry.is_dense) {
    const std::uint64_t stride = format::bitmap_stride(size_);
    if (entry.bitmap >= bitmaps_.size() / stride) fail("the dictionary of the segment is damaged");
    const char* at = bitmaps_.data() + entry.bitmap * stride;
    bits.words = reinterpret_cast<const std::uint64_t*>(at);
    bits.ranks =
        reinterpret_cast<const std::uint32_t*>(at + words_of_bits(size_) * sizeof(std::uint64_t));
    bitmap = {at, static_cast<std::size_t>(stride)};
  }
  const std::string_view list(postings_.data() + entry.postings_at, entry.postings_bytes);
  if (list.size() < checksum_bytes) fail("the dictionary of the segment is damaged");
  if (!compared_postings_.has(entry.number)) {
    const std::uint64_t seed = entry.is_dense ? base::hash64(bitmap) : 0;
    if (!checked_piece(list, seed)) fail("a list of postings of the segment is damaged");
    compared_postings_.add(entry.number);
  }
  return {list.substr(checksum_bytes), entry.articles, size_, entry.has_wdf, bits};
}

PositionList Segment::positions(const TermEntry& entry) const {
  const bool inside = entry.positions_at <= positions_.size() &&
                      entry.positions_bytes <= positions_.size() - entry.positions_at;
  if (!inside || entry.positions_bytes < checksum_bytes) {
    fail("the dictionary of the segment is damaged");
  }
  const auto list = positions_.subspan(entry.positions_at, entry.positions_bytes);
  return {list.subspan(checksum_bytes),
          entry.articles,
          {load_u32(list.data()), entry.number, &compared_positions_}};
}

const FacetColumn& Segment::facet(const base::FacetField& field) const {
  facet_keys(field);
  compare_once(facet_groups_[field.group].pieces.section);
  return facets_[static_cast<std::size_t>(&field - base::facet_fields().data())].column;
}

const FacetKeys& Segment::facet_keys(const base::FacetField& field) const {
  const Facet& out = facets_[static_cast<std::size_t>(&field - base::facet_fields().data())];
  compare_once(facet_groups_[field.group].codes_section);
  compare_once(out.section);
  return out.column;
}

const FacetRows& Segment::facet_rows(std::uint32_t group) const {
  facet_codes(group);
  compare_once(facet_groups_[group].pieces.section);
  return facet_groups_[group].rows;
}

const FacetRows& Segment::facet_rows(std::uint32_t group,
                                     std::span<const std::uint32_t> ordinals) const {
  facet_codes(group);
  const Group& out = facet_groups_[group];
  if (compared_sections_.has(out.pieces.section)) return out.rows;
  // To be asked for them piece by piece takes the kernel three times as long.
  constexpr std::size_t pieces_worth_one_alone = 3;
  const std::uint64_t pieces = format::pieces_of(table_[out.pieces.section].bytes);
  if (ordinals.size() * pieces_worth_one_alone > pieces) return facet_rows(group);
  const std::size_t row_bytes = out.rows.width * sizeof(std::uint16_t);
  for (const std::uint32_t each : ordinals) {
    const std::size_t at = each * row_bytes;
    compare_piece_once(out.pieces, at);
    compare_piece_once(out.pieces, at + row_bytes - 1);
  }
  return out.rows;
}

std::string_view Segment::record(std::uint32_t ordinal) const {
  const std::uint64_t from = record_offsets_[ordinal];
  const std::uint64_t to = record_offsets_[ordinal + 1];
  if (from > to || to > records_.size()) fail("the records of the segment are damaged");
  const auto out =
      checked_piece({records_.data() + from, static_cast<std::size_t>(to - from)}, ordinal);
  if (!out) fail("the records of the segment are damaged");
  return *out;
}

void Segment::expect_record_place(std::uint32_t ordinal) const {
  __builtin_prefetch(&record_offsets_[ordinal]);
}

void Segment::expect_record(std::uint32_t ordinal) const {
  constexpr std::size_t line = 64;
  constexpr std::size_t usual_bytes = 384;
  // Whatever stands there, damage included: nothing is read of it.
  const char* const from = records_.data() + record_offsets_[ordinal];
  for (std::size_t i = 0; i < usual_bytes; i += line) __builtin_prefetch(from + i);
}

}  // namespace dateline::store
