#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/segment/checked.h"
#include "store/segment/docid_runs.h"
#include "store/segment/facet_column.h"
#include "store/segment/mapped_file.h"
#include "store/segment/position_list.h"
#include "store/segment/posting_list.h"
#include "store/segment/segment_format.h"
#include "store/segment/term_dictionary.h"

namespace dateline::store {

/// Days of 128 articles in a row; `first` > `last` where none has a date.
struct DayZone {
  std::int32_t first = 0;
  std::int32_t last = 0;
};

inline constexpr std::uint32_t day_zone_size = 128;

/// What stands in Segment::days() for an article without a date.
inline constexpr std::int32_t unknown_day = INT32_MIN;

/// An immutable file that holds a set of articles in the form that the matcher reads: terms,
/// postings, positions and columns (docs/segment-format.md). Derived from the Xapian database,
/// which alone is the truth; it holds every term of its articles, with the same wdf and positions.
///
/// Articles are numbered from 0 by document number: their "ordinal". All that is returned are views
/// into the mapped file, valid as long as the segment. Thread-safe, without locks.
///
/// A damaged file is not read for another: what a member gives has been compared with its checksum,
/// and members throw CorruptError where that differs. A column is compared as a whole when a member
/// first gives it (10 GB/s), but for members that name the articles that they want of it; a list
/// when it is first asked for, its positions when they are first needed, records each time.
class Segment {
 public:
  /// Maps `file` and checks what is cheap: magic, version, size, the table of sections with its
  /// checksum, the bounds of every section. Throws NotFoundError, VersionError (another format),
  /// CorruptError. Costs microseconds, whatever the size.
  static std::shared_ptr<const Segment> open(const std::filesystem::path& file);

  /// The same of a file that is mapped already; `name` is for errors.
  static std::shared_ptr<const Segment> open(MappedFile file, std::filesystem::path name);

  /// Compares the hash of every section; calls `report` for each that differs, naming the file
  /// and what is damaged. Reads the whole file.
  void check(const std::function<void(const std::string& problem)>& report) const;

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t file_bytes() const { return file_.size(); }

  /// Articles.
  std::uint32_t size() const { return size_; }
  /// Document numbers, ascending with the ordinal.
  std::uint32_t docid(std::uint32_t ordinal) const {
    return DocidRuns(checked(docids_), size_).docid(ordinal);
  }
  /// The first and last of them, not compared with any checksum: what opens a segment knows them
  /// from the list of its commit.
  std::uint32_t first_docid() const { return DocidRuns(docids_.items, size_).first(); }
  std::uint32_t last_docid() const { return DocidRuns(docids_.items, size_).last(); }
  std::optional<std::uint32_t> ordinal(std::uint32_t docid) const;
  /// The sum of all wdf of each article: Xapian's document length.
  std::span<const std::uint32_t> lengths() const { return checked(lengths_); }
  /// One of them: not all are compared for it.
  std::uint32_t length(std::uint32_t ordinal) const {
    compare_piece_once(lengths_.pieces, ordinal * sizeof(std::uint32_t));
    return lengths_.items[ordinal];
  }
  std::uint64_t total_length() const { return total_length_; }

  const TermDictionary& terms() const { return terms_; }
  /// The postings of an entry of this segment's dictionary.
  PostingList postings(const TermEntry& entry) const;
  /// Positions, for an entry that has them; see PositionList::is_sound.
  PositionList positions(const TermEntry& entry) const;

  /// Day numbers (base::day_number) or `unknown_day`.
  std::span<const std::int32_t> days() const { return checked(days_); }
  std::span<const DayZone> day_zones() const { return checked(day_zones_); }
  /// The value of schema::instant_slot as a number, which sorts as it does; 0 where there is none,
  /// see has_instant.
  std::span<const std::uint64_t> instants() const { return checked(instants_); }
  bool has_instant(std::uint32_t ordinal) const { return test(checked(has_instant_), ordinal); }
  /// schema::content_slot: the hash of the text. Zeros where there is none, see has_content.
  using Content = std::array<std::uint64_t, 2>;
  std::span<const Content> contents() const { return checked(contents_); }
  bool has_content(std::uint32_t ordinal) const { return test(checked(has_content_), ordinal); }

  /// The keys of one facet field of each article.
  const FacetColumn& facet(const base::FacetField& field) const;
  /// The same without the articles.
  const FacetKeys& facet_keys(const base::FacetField& field) const;

  /// The keys of each article as codes, for all fields of a group at once.
  const FacetRows& facet_rows(std::uint32_t group) const;
  /// The same for who reads no other rows than those of `ordinals`.
  const FacetRows& facet_rows(std::uint32_t group, std::span<const std::uint32_t> ordinals) const;
  /// The same without the articles.
  const FacetCodes& facet_codes(std::uint32_t group) const {
    compare_once(facet_groups_[group].codes_section);
    return facet_groups_[group].rows;
  }

  /// What a hit shows of the article, encoded as a record (record.h) with these fields alone: id,
  /// headline, date, source, url, people, countries, topics.
  std::string_view record(std::uint32_t ordinal) const;
  /// Asks memory for what `record` will read, and does not wait: first for where it is, of each of
  /// those that are wanted, then for the records. Not to be called for an ordinal that there is
  /// not.
  void expect_record_place(std::uint32_t ordinal) const;
  void expect_record(std::uint32_t ordinal) const;

 private:
  Segment(std::filesystem::path path, MappedFile file);
  /// Checks head and table; gives the table.
  std::span<const segment_format::Section> read_head();
  void read_sections();
  void read_facets();
  FacetRows read_rows(std::span<const base::FacetField> fields) const;
  FacetColumn read_keys(const base::FacetField& field) const;
  [[noreturn]] void fail(std::string_view what) const;
  /// Null if there is none.
  const segment_format::Section* find(segment_format::Kind kind, std::uint32_t slot) const;
  std::span<const char> bytes(const segment_format::Section& section) const;
  std::span<const char> section(segment_format::Kind kind, std::uint32_t slot = 0) const;
  template <class Item>
  std::span<const Item> items(segment_format::Kind kind, std::uint32_t slot = 0) const;

  /// A section that may be compared piece by piece.
  struct Pieces {
    std::size_t section = 0;  ///< its place in the table
    std::size_t first = 0;    ///< the place of its first checksum among those of all pieces
  };
  Pieces pieces_of(std::size_t section) const;

  /// A section that is compared with its hash before it is given away.
  template <class Item>
  struct Column {
    std::span<const Item> items;
    std::size_t section = 0;  ///< its place in the table
    Pieces pieces{};          ///< if it has some
  };
  /// Throws CorruptError if it has not `size` items.
  template <class Item>
  Column<Item> column(segment_format::Kind kind, std::size_t size) const;
  template <class Item>
  std::span<const Item> checked(const Column<Item>& column) const {
    compare_once(column.section);
    return column.items;
  }
  void compare_once(std::size_t section) const {
    if (!compared_sections_.has(section)) compare(section);
  }
  /// Throws CorruptError unless the section, and all of the same facet but rows, have their hashes.
  void compare(std::size_t section) const;
  /// That with the byte `at` of the section.
  void compare_piece_once(const Pieces& pieces, std::size_t at) const {
    if (compared_sections_.has(pieces.section)) return;
    const std::size_t piece = at / segment_format::piece_bytes;
    if (!compared_pieces_.has(pieces.first + piece)) compare_piece(pieces, piece);
  }
  void compare_piece(const Pieces& pieces, std::size_t piece) const;

  static bool test(std::span<const std::uint64_t> bits, std::uint32_t at) {
    return (bits[at / 64] >> (at % 64) & 1U) != 0;
  }

  std::filesystem::path path_;
  MappedFile file_;
  std::span<const segment_format::Section> table_;
  mutable ComparedPieces compared_sections_;   ///< by their place in the table
  mutable ComparedPieces compared_pieces_;     ///< by the place of their checksums
  mutable ComparedPieces compared_postings_;   ///< by the number of the term
  mutable ComparedPieces compared_positions_;  ///< by the number of the term
  Column<std::uint32_t> piece_checksums_;
  std::uint32_t size_ = 0;
  std::uint64_t total_length_ = 0;
  Column<DocidRun> docids_;
  Column<std::uint32_t> lengths_;
  TermDictionary terms_;
  std::span<const char> postings_;
  std::span<const char> bitmaps_;
  std::span<const char> positions_;
  Column<std::int32_t> days_;
  Column<DayZone> day_zones_;
  Column<std::uint64_t> instants_;
  Column<std::uint64_t> has_instant_;
  Column<Content> contents_;
  Column<std::uint64_t> has_content_;
  struct Group {
    FacetRows rows;
    Pieces pieces;                  ///< of the rows
    std::size_t codes_section = 0;  ///< one of the other sections of its first field
  };
  std::vector<Group> facet_groups_;
  struct Facet {
    FacetColumn column;
    std::size_t section = 0;  ///< one of its sections
  };
  std::vector<Facet> facets_;  ///< in the order of base::facet_fields
  std::span<const std::uint64_t> record_offsets_;
  std::span<const char> records_;
};

}  // namespace dateline::store
