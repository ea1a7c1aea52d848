#include "store/record.h"

#include <array>
#include <bit>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <xxhash.h>

#include "base/bytes.h"
#include "base/dates.h"
#include "dateline/error.h"

namespace dateline::store {
namespace {

// On disk: never change, never reuse. A field that is not there has its default.
enum class Tag : std::uint8_t {
  id = 1,
  headline = 2,
  body = 3,
  dateline = 4,
  byline = 5,
  source = 6,
  section = 7,
  url = 8,
  language = 9,
  date = 10,
  instant = 11,
  people = 12,
  countries = 13,
  topics = 14,
  removed = 15,
  extra = 16,
  analysis_language = 17,
};

constexpr std::array<std::pair<Tag, std::string Article::*>, 10> texts{{
    {Tag::id, &Article::id},
    {Tag::headline, &Article::headline},
    {Tag::body, &Article::body},
    {Tag::dateline, &Article::dateline},
    {Tag::byline, &Article::byline},
    {Tag::source, &Article::source},
    {Tag::section, &Article::section},
    {Tag::url, &Article::url},
    {Tag::language, &Article::language},
    {Tag::removed, &Article::removed},
}};

constexpr std::array<std::pair<Tag, std::optional<FacetValues> Article::*>, 3> facets{{
    {Tag::people, &Article::people},
    {Tag::countries, &Article::countries},
    {Tag::topics, &Article::topics},
}};

constexpr std::size_t most_tags = 1 + static_cast<std::size_t>(Tag::analysis_language);

template <class Member, std::size_t count>
constexpr std::array<Member, most_tags> by_tag(
    const std::array<std::pair<Tag, Member>, count>& members) {
  std::array<Member, most_tags> out{};
  for (const auto& [tag, member] : members) out[static_cast<std::size_t>(tag)] = member;
  return out;
}

// Null for other tags.
constexpr auto text_of_tag = by_tag(texts);
constexpr auto facet_of_tag = by_tag(facets);

// What of a facet value follows its text.
constexpr std::uint8_t has_label = 1;
constexpr std::uint8_t was_found = 2;
constexpr std::uint8_t has_confidence = 4;
constexpr std::uint8_t has_spans = 8;
constexpr std::uint8_t all_flags = has_label | was_found | has_confidence | has_spans;

constexpr std::size_t checksum_size = 4;

std::string checksum(std::string_view bytes) {
  std::string out;
  base::append_big_endian(out, static_cast<std::uint32_t>(XXH3_64bits(bytes.data(), bytes.size())));
  return out;
}

void append_tag(std::string& out, Tag tag) {
  out += static_cast<char>(tag);
}

void append_spans(std::string& out, const std::vector<Span>& spans) {
  base::append_number(out, spans.size());
  std::int64_t last = 0;
  for (const Span& each : spans) {
    out += static_cast<char>(each.field);
    base::append_signed(out, std::int64_t{each.from} - last);
    base::append_signed(out, std::int64_t{each.to} - std::int64_t{each.from});
    last = each.from;
  }
}

void append_value(std::string& out, const FacetValue& value) {
  std::uint8_t flags = 0;
  const auto confidence = std::bit_cast<std::uint32_t>(value.confidence);
  if (!value.label.empty()) flags |= has_label;
  if (value.origin == Origin::found) flags |= was_found;
  if (confidence != std::bit_cast<std::uint32_t>(1.0F)) flags |= has_confidence;
  if (!value.spans.empty()) flags |= has_spans;

  base::append_string(out, value.value);
  out += static_cast<char>(flags);
  if ((flags & has_label) != 0) base::append_string(out, value.label);
  if ((flags & has_confidence) != 0) base::append_big_endian(out, confidence);
  if ((flags & has_spans) != 0) append_spans(out, value.spans);
}

struct Malformed {};

// What a ByteReader reads, or Malformed.
class FieldReader {
 public:
  explicit FieldReader(std::string_view bytes) : bytes_(bytes) {}

  bool at_end() const { return bytes_.at_end(); }
  std::uint8_t byte() { return need(bytes_.read_byte()); }
  std::int64_t signed_number() { return need(bytes_.read_signed()); }
  std::string_view text() { return need(bytes_.read_string()); }
  std::string string() { return std::string{text()}; }

  // A number of things that take at least a byte each.
  std::size_t count() {
    const std::uint64_t number = need(bytes_.read_number());
    if (number > bytes_.left()) throw Malformed{};
    return static_cast<std::size_t>(number);
  }

  std::uint32_t offset(std::int64_t base) {
    const std::int64_t delta = signed_number();
    constexpr std::int64_t most = 0xFFFFFFFF;
    if (delta < -most || delta > most || base + delta < 0 || base + delta > most) {
      throw Malformed{};
    }
    return static_cast<std::uint32_t>(base + delta);
  }

  float real() {
    std::uint32_t bits = 0;
    for (const char each : need(bytes_.read_bytes(sizeof bits))) {
      bits = bits << 8U | static_cast<unsigned char>(each);
    }
    return std::bit_cast<float>(bits);
  }

 private:
  template <class Value>
  static Value need(std::optional<Value> value) {
    if (!value) throw Malformed{};
    return *value;
  }

  base::ByteReader bytes_;
};

std::vector<Span> read_spans(FieldReader& in) {
  std::vector<Span> out(in.count());
  std::int64_t last = 0;
  for (Span& each : out) {
    const std::uint8_t field = in.byte();
    if (field > static_cast<std::uint8_t>(TextField::section)) throw Malformed{};
    each.field = static_cast<TextField>(field);
    each.from = in.offset(last);
    each.to = in.offset(each.from);
    last = each.from;
  }
  return out;
}

void pass_over_spans(FieldReader& in) {
  for (std::size_t left = in.count(); left > 0; --left) {
    in.byte();
    in.signed_number();
    in.signed_number();
  }
}

FacetValues read_values(FieldReader& in) {
  FacetValues out(in.count());
  for (FacetValue& each : out) {
    each.value = in.string();
    const std::uint8_t flags = in.byte();
    if ((flags & ~all_flags) != 0) throw Malformed{};
    if ((flags & was_found) != 0) each.origin = Origin::found;
    if ((flags & has_label) != 0) each.label = in.string();
    if ((flags & has_confidence) != 0) each.confidence = in.real();
    if ((flags & has_spans) != 0) each.spans = read_spans(in);
  }
  return out;
}

void pass_over_values(FieldReader& in) {
  for (std::size_t left = in.count(); left > 0; --left) {
    in.text();
    const std::uint8_t flags = in.byte();
    if ((flags & ~all_flags) != 0) throw Malformed{};
    if ((flags & has_label) != 0) in.text();
    if ((flags & has_confidence) != 0) in.real();
    if ((flags & has_spans) != 0) pass_over_spans(in);
  }
}

std::map<std::string, std::string> read_extra(FieldReader& in) {
  std::map<std::string, std::string> out;
  for (std::size_t left = in.count(); left > 0; --left) {
    std::string key = in.string();
    out.emplace(std::move(key), in.string());
  }
  return out;
}

Date read_date(FieldReader& in) {
  const std::int64_t number = in.signed_number();
  static const std::int64_t first = base::day_number(Date{std::chrono::year{1} / 1 / 1});
  static const std::int64_t last = base::day_number(Date{std::chrono::year{9999} / 12 / 31});
  if (number < first || number > last) throw Malformed{};
  return base::day_from_number(static_cast<std::int32_t>(number));
}

void read_field(FieldReader& in, RecordPart part, StoredArticle& out) {
  const std::uint8_t tag = in.byte();
  if (tag >= most_tags) throw Malformed{};
  if (const auto text = text_of_tag[tag]) {
    out.article.*text = in.text();
    return;
  }
  if (const auto facet = facet_of_tag[tag]) {
    if (part == RecordPart::all) {
      out.article.*facet = read_values(in);
    } else {
      pass_over_values(in);
    }
    return;
  }
  switch (static_cast<Tag>(tag)) {
    case Tag::date:
      out.article.date = read_date(in);
      return;
    case Tag::instant:
      out.article.instant = in.signed_number();
      return;
    case Tag::extra:
      out.article.extra = read_extra(in);
      return;
    case Tag::analysis_language:
      out.analysis_language = in.string();
      return;
    default:
      throw Malformed{};
  }
}

void append_others(std::string& out, const Article& article) {
  if (article.date) {
    append_tag(out, Tag::date);
    base::append_signed(out, base::day_number(*article.date));
  }
  if (article.instant) {
    append_tag(out, Tag::instant);
    base::append_signed(out, *article.instant);
  }
  if (!article.extra.empty()) {
    append_tag(out, Tag::extra);
    base::append_number(out, article.extra.size());
    for (const auto& [key, value] : article.extra) {
      base::append_string(out, key);
      base::append_string(out, value);
    }
  }
}

void append_fields(std::string& out, const Article& article, std::string_view analysis_language) {
  for (const auto& [tag, member] : texts) {
    const std::string& text = article.*member;
    if (text.empty()) continue;
    append_tag(out, tag);
    base::append_string(out, text);
  }
  for (const auto& [tag, member] : facets) {
    const std::optional<FacetValues>& values = article.*member;
    if (!values) continue;
    append_tag(out, tag);
    base::append_number(out, values->size());
    for (const FacetValue& each : *values) append_value(out, each);
  }
  append_others(out, article);
  if (!analysis_language.empty()) {
    append_tag(out, Tag::analysis_language);
    base::append_string(out, analysis_language);
  }
}

[[noreturn]] void throw_corrupt(std::string_view where) {
  throw CorruptError(
      fmt::format("{}: the stored article is damaged. Check the index with 'indexer check', then "
                  "restore a copy "
                  "or index the articles again",
                  where));
}

// What stands between version and checksum.
std::string_view checked_fields(std::string_view bytes, std::string_view where) {
  if (bytes.size() < 1 + checksum_size) throw_corrupt(where);
  const auto version = static_cast<std::uint8_t>(bytes.front());
  if (version > packed_record) {
    throw VersionError(fmt::format(
        "{}: the stored article has format {}, this library reads up to {}. Use a newer version of "
        "the library",
        where, version, packed_record));
  }
  const std::string_view content = bytes.substr(0, bytes.size() - checksum_size);
  if (version == 0 || checksum(content) != bytes.substr(content.size())) throw_corrupt(where);
  return content.substr(1);
}

StoredArticle decode_fields(std::string_view fields, std::string_view where, RecordPart part) {
  StoredArticle out;
  FieldReader in{fields};
  try {
    while (!in.at_end()) read_field(in, part, out);
  } catch (const Malformed&) {
    throw_corrupt(where);
  }
  return out;
}

}  // namespace

std::string seal_record(std::string bytes) {
  return bytes += checksum(bytes);
}

std::string encode_record(const Article& article, std::string_view analysis_language) {
  std::string out;
  out.reserve(article.body.size() + 512);
  out += static_cast<char>(plain_record);
  append_fields(out, article, analysis_language);
  return seal_record(std::move(out));
}

std::string encode_record(const Article& article, std::string_view analysis_language,
                          RecordPacker& packer) {
  std::string plain;
  plain.reserve(article.body.size() + 512);
  plain += static_cast<char>(plain_record);
  append_fields(plain, article, analysis_language);
  const std::string_view packed = packer.pack(std::string_view{plain}.substr(1));
  if (packed.empty()) return seal_record(std::move(plain));
  std::string out;
  out.reserve(1 + packed.size() + checksum_size);
  out += static_cast<char>(packed_record);
  out += packed;
  return seal_record(std::move(out));
}

StoredArticle decode_record(std::string_view bytes, std::string_view where, RecordPart part) {
  const bool packed = !bytes.empty() && bytes.front() == static_cast<char>(packed_record);
  if (!packed) return decode_fields(checked_fields(bytes, where), where, part);
  RecordUnpacker unpacker;
  return decode_record(bytes, where, unpacker, part);
}

StoredArticle decode_record(std::string_view bytes, std::string_view where,
                            RecordUnpacker& unpacker, RecordPart part) {
  const std::string_view fields = checked_fields(bytes, where);
  if (bytes.front() == static_cast<char>(plain_record)) return decode_fields(fields, where, part);
  const std::optional<std::string_view> unpacked = unpacker.unpack(fields);
  if (!unpacked) throw_corrupt(where);
  return decode_fields(*unpacked, where, part);
}

}  // namespace dateline::store
