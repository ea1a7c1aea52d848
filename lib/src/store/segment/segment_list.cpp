#include "store/segment/segment_list.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "dateline/error.h"

namespace dateline::store {
namespace {

constexpr std::size_t hash_size = 8;

struct Malformed {};

// The words of one line, which are taken one after the other.
class Words {
 public:
  explicit Words(std::string_view line) : rest_(line) {}

  std::string_view word() {
    const std::string_view out = rest_.substr(0, rest_.find(' '));
    rest_.remove_prefix(std::min(rest_.size(), out.size() + 1));
    if (out.empty()) throw Malformed{};
    return out;
  }

  // The name of a file in one folder.
  std::string name() {
    const std::string_view out = word();
    if (out.front() == '.' || out.find('/') != std::string_view::npos) throw Malformed{};
    return std::string{out};
  }

  template <class Number>
  Number number() {
    const std::string_view digits = word();
    Number out = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (error != std::errc{} || end != digits.data() + digits.size()) throw Malformed{};
    return out;
  }

  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

Stamp read_stamp(Words& words) {
  Stamp out;
  out.uuid = words.word();
  out.revision = words.number<std::uint64_t>();
  out.articles = words.number<std::uint64_t>();
  out.last_docid = words.number<std::uint32_t>();
  out.total_length = words.number<std::uint64_t>();
  return out;
}

ListedSegment read_segment(Words& words) {
  ListedSegment out;
  out.name = words.name();
  out.bytes = words.number<std::uint64_t>();
  out.articles = words.number<std::uint32_t>();
  out.deleted = words.number<std::uint32_t>();
  out.first_docid = words.number<std::uint32_t>();
  out.last_docid = words.number<std::uint32_t>();
  if (out.deleted > out.articles) throw Malformed{};
  return out;
}

std::string hash_line(std::string_view text) {
  return fmt::format("hash {:016x}\n", base::hash64(text));
}

SegmentList read_list(std::string_view text) {
  const std::size_t hash = hash_line({}).size();
  if (text.size() < hash) throw Malformed{};
  const std::string_view lines = text.substr(0, text.size() - hash);
  if (text.substr(lines.size()) != hash_line(lines)) throw Malformed{};
  SegmentList out;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at);
    if (end == std::string_view::npos) throw Malformed{};
    Words words{lines.substr(at, end - at)};
    at = end + 1;
    const std::string_view kind = words.word();
    if (kind == "stamp") {
      out.stamp = read_stamp(words);
    } else if (kind == "segment") {
      out.segments.push_back(read_segment(words));
    } else if (kind == "retired") {
      out.retired.push_back(words.name());
    } else if (kind == "rebuilt") {
      out.rebuilt = words.number<std::uint64_t>();
    } else if (kind == "broken") {
      out.broken = words.rest();
    } else {
      throw Malformed{};
    }
  }
  return out;
}

// Runs through the ordinals of `deleted`.
template <class Visit>
void for_each_deleted(const DeletedBits& deleted, const Visit& visit) {
  for (std::size_t word = 0; word < deleted.size(); ++word) {
    for (std::uint64_t bits = deleted[word]; bits != 0; bits &= bits - 1) {
      visit(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
    }
  }
}

}  // namespace

Stamp stamp_of(const Xapian::Database& database) {
  return {database.get_uuid(), database.get_revision(), database.get_doccount(),
          database.get_lastdocid(), database.get_total_length()};
}

Stamp next_commit(Stamp now) {
  ++now.revision;
  return now;
}

std::string difference(const Stamp& stamped, const Stamp& found) {
  if (stamped.uuid != found.uuid) return "they are those of another database";
  if (stamped.revision != found.revision) {
    return fmt::format(
        "they are those of revision {}, but another program has changed the database, which is at "
        "revision {}",
        stamped.revision, found.revision);
  }
  if (stamped == found) return {};
  return fmt::format(
      "articles in them: {}, up to number {}, of total length {}; in the database: {}, up to {}, "
      "of {}",
      stamped.articles, stamped.last_docid, stamped.total_length, found.articles, found.last_docid,
      found.total_length);
}

bool SegmentList::names(std::string_view file) const {
  return std::ranges::find(segments, file, &ListedSegment::name) != segments.end();
}

std::string encode_segment_list(const SegmentList& list) {
  std::string out =
      fmt::format("stamp {} {} {} {} {}\n", list.stamp.uuid, list.stamp.revision,
                  list.stamp.articles, list.stamp.last_docid, list.stamp.total_length);
  for (const ListedSegment& each : list.segments) {
    out += fmt::format("segment {} {} {} {} {} {}\n", each.name, each.bytes, each.articles,
                       each.deleted, each.first_docid, each.last_docid);
  }
  for (const std::string& each : list.retired) out += fmt::format("retired {}\n", each);
  if (list.rebuilt > 0) out += fmt::format("rebuilt {}\n", list.rebuilt);
  if (!list.broken.empty()) {
    std::string line = list.broken;
    std::ranges::replace(line, '\n', ' ');
    out += fmt::format("broken {}\n", line);
  }
  return out + hash_line(out);
}

SegmentList decode_segment_list(std::string_view text, std::string_view where) {
  try {
    return read_list(text);
  } catch (const Malformed&) {
    throw CorruptError(fmt::format("{}: the list of segments is damaged", where));
  }
}

std::string encode_deleted(const DeletedBits& deleted) {
  std::string out;
  std::size_t next = 0;
  for_each_deleted(deleted, [&](std::size_t ordinal) {
    base::append_number(out, ordinal - next);
    next = ordinal + 1;
  });
  base::append_big_endian(out, base::hash64(out));
  return out;
}

DeletedBits decode_deleted(std::string_view bytes, std::uint32_t articles, std::string_view where) {
  const auto fail = [&] {
    throw CorruptError(fmt::format("{}: the list of deleted articles is damaged", where));
  };
  if (bytes.size() < hash_size) fail();
  const std::string_view gaps = bytes.substr(0, bytes.size() - hash_size);
  std::string hash;
  base::append_big_endian(hash, base::hash64(gaps));
  if (bytes.substr(gaps.size()) != hash) fail();
  DeletedBits out = no_deletions(articles);
  base::ByteReader reader{gaps};
  std::uint64_t next = 0;
  while (!reader.at_end()) {
    const std::optional<std::uint64_t> gap = reader.read_number();
    if (!gap || next >= articles || *gap >= articles - next) fail();
    const std::uint64_t ordinal = next + *gap;
    out[ordinal / 64] |= std::uint64_t{1} << ordinal % 64;
    next = ordinal + 1;
  }
  return out;
}

DeletedBits no_deletions(std::uint32_t articles) {
  return DeletedBits((std::size_t{articles} + 63) / 64);
}

std::uint32_t count_deletions(const DeletedBits& deleted) {
  std::uint32_t out = 0;
  for (const std::uint64_t word : deleted) out += static_cast<std::uint32_t>(std::popcount(word));
  return out;
}

std::string deleted_key(std::string_view segment) {
  return fmt::format("dateline.deleted.{}", segment);
}

void write_segment_list(const SegmentList& list, const SegmentList& before,
                        const MetadataWriter& write) {
  for (const ListedSegment& each : before.segments) {
    if (each.deleted > 0 && !list.names(each.name)) write(deleted_key(each.name), {});
  }
  write(std::string{segment_list_key}, encode_segment_list(list));
}

}  // namespace dateline::store
