#include "store/segment/segment_check.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <xxhash.h>

#include "base/dates.h"
#include "base/facet_fields.h"
#include "store/record.h"
#include "store/schema.h"

namespace dateline::store {
namespace {

// Sums of these over the same postings are equal, in whatever order they come.
std::uint64_t fingerprint(std::string_view term, std::uint32_t docid, std::uint32_t wdf,
                          std::span<const std::uint32_t> positions) {
  const std::uint64_t posting =
      XXH3_64bits_withSeed(term.data(), term.size(), std::uint64_t{docid} << 32U | wdf);
  return XXH3_64bits_withSeed(positions.data(), positions.size_bytes(), posting);
}

std::string_view value_of(const std::vector<Document::Value>& values, std::uint32_t slot) {
  const auto found = std::ranges::find(values, slot, &Document::Value::slot);
  return found == values.end() ? std::string_view{} : found->bytes;
}

std::string big_endian(std::uint64_t number) {
  std::string out;
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xFFU);
  return out;
}

// The columns of an article, as the values that they stand for.

std::string day_value(const Segment& segment, std::uint32_t ordinal) {
  const std::int32_t day = segment.days()[ordinal];
  return day == unknown_day ? std::string{} : schema::encode_day(base::day_from_number(day));
}

std::string instant_value(const Segment& segment, std::uint32_t ordinal) {
  return segment.has_instant(ordinal) ? big_endian(segment.instants()[ordinal]) : std::string{};
}

std::string content_value(const Segment& segment, std::uint32_t ordinal) {
  if (!segment.has_content(ordinal)) return {};
  const Segment::Content content = segment.contents()[ordinal];
  return big_endian(content[0]) + big_endian(content[1]);
}

std::string facet_value(const FacetColumn& column, std::uint32_t ordinal) {
  std::vector<std::uint32_t> numbers;
  column.read(ordinal, numbers);
  std::vector<std::string> keys;
  for (const std::uint32_t each : numbers) keys.emplace_back(column.key(each));
  return keys.empty() ? std::string{} : schema::pack_keys(keys);
}

bool shows(const Article& hit, const Article& article) {
  return hit.id == article.id && hit.headline == article.headline && hit.date == article.date &&
         hit.source == article.source && hit.url == article.url && hit.people == article.people &&
         hit.countries == article.countries && hit.topics == article.topics;
}

}  // namespace

SegmentCheck::SegmentCheck(const SegmentSet& segments, Report report)
    : segments_(segments), report_(std::move(report)), postings_(segments.segments().size()) {}

void SegmentCheck::compare(std::uint32_t docid, const std::vector<Document::Term>& terms,
                           const std::vector<Document::Value>& values, const Article& article) {
  const auto place = segments_.find(docid);
  if (!place) {
    report_(fmt::format("document {} is in no segment", docid));
    return;
  }
  ++articles_;
  const Segment& segment = *segments_.segments()[place->segment].segment;
  std::uint64_t length = 0;
  for (const Document::Term& each : terms) {
    length += each.wdf;
    postings_[place->segment] += fingerprint(each.name, docid, each.wdf, each.positions);
  }
  if (segment.lengths()[place->ordinal] != length) {
    report_(fmt::format("{}: document {} has the length {}, in the database it has {}",
                        segment.path().string(), docid, segment.lengths()[place->ordinal], length));
  }
  compare_columns(segment, place->ordinal, values, article);
}

void SegmentCheck::compare_columns(const Segment& segment, std::uint32_t ordinal,
                                   const std::vector<Document::Value>& values,
                                   const Article& article) {
  const auto expect = [&](std::string_view what, bool same) {
    if (same) return;
    report_(fmt::format("{}: document {} has another {} than in the database",
                        segment.path().string(), segment.docid(ordinal), what));
  };
  expect("date", day_value(segment, ordinal) == value_of(values, schema::date_slot));
  expect("instant", instant_value(segment, ordinal) == value_of(values, schema::instant_slot));
  expect("content", content_value(segment, ordinal) == value_of(values, schema::content_slot));
  for (const base::FacetField& field : base::facet_fields()) {
    expect(field.name, facet_value(segment.facet(field), ordinal) == value_of(values, field.slot));
  }
  expect("record",
         shows(decode_record(segment.record(ordinal), segment.path().string()).article, article));
}

void SegmentCheck::finish() {
  if (articles_ != segments_.articles()) {
    report_(fmt::format("articles in the segments: {}, of which the database has {}",
                        segments_.articles(), articles_));
  }
  for (std::size_t i = 0; i < postings_.size(); ++i) {
    subtract_postings(i);
    if (postings_[i] == 0) continue;
    report_(fmt::format("{}: its terms, their frequencies or places are not those of the database",
                        segments_.segments()[i].segment->path().string()));
  }
}

void SegmentCheck::subtract_postings(std::size_t number) {
  const Segment& segment = *segments_.segments()[number].segment;
  std::vector<std::uint32_t> ordinals;
  std::vector<std::uint32_t> positions;
  for (auto term = segment.terms().begin(); !term.at_end(); term.next()) {
    const PostingList list = segment.postings(term.entry());
    const bool has_positions = term.entry().has_positions;
    const PositionList places = has_positions ? segment.positions(term.entry()) : PositionList{};
    ordinals.resize(list.size());
    list.all_ordinals(ordinals.data());
    for (std::uint32_t i = 0; i < list.size(); ++i) {
      if (segments_.is_deleted({number, ordinals[i]})) continue;
      positions.clear();
      if (has_positions) places.read(i, positions);
      postings_[number] -=
          fingerprint(term.term(), segment.docid(ordinals[i]), list.wdf(i), positions);
    }
  }
}

}  // namespace dateline::store
