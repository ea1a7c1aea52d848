#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/utf8.h"
#include "store/database_snapshot.h"
#include "store/schema.h"
#include "store/settings.h"

namespace dateline::store {
namespace fs = std::filesystem;
namespace {

// The term of a day: D20070222.
std::optional<Date> day_of(std::string_view term) {
  constexpr std::size_t length = 9;
  std::uint32_t digits = 0;
  if (term.size() != length || !term.starts_with('D')) return std::nullopt;
  const auto [end, error] = std::from_chars(term.data() + 1, term.data() + length, digits);
  if (error != std::errc{} || end != term.data() + length) return std::nullopt;
  return Date{std::chrono::year{static_cast<int>(digits / 10000)},
              std::chrono::month{digits / 100 % 100}, std::chrono::day{digits % 100}};
}

// Codes of countries are of two letters, those of former states of four (ISO 3166-1 and 3166-3).
bool is_country_code(std::string_view key) {
  return (key.size() == 2 || key.size() == 4) &&
         std::ranges::all_of(key, [](char each) { return each >= 'A' && each <= 'Z'; });
}

// A name as the annotator writes keys has nothing but what a slug has.
bool is_person_key(std::string_view key) {
  return !key.empty() && base::slug(key) == key;
}

bool is_topic_part(std::string_view part) {
  const bool plain = std::ranges::all_of(part, [](char each) {
    return (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '.' ||
           each == '-';
  });
  return !part.empty() && (plain || base::slug(part) == part);
}

bool is_topic_path(std::string_view key) {
  for (auto end = key.find('/'); end != std::string_view::npos; end = key.find('/')) {
    if (!is_topic_part(key.substr(0, end))) return false;
    key.remove_prefix(end + 1);
  }
  return is_topic_part(key);
}

// The other fields keep every value as it is given.
bool is_mapped(std::string_view field, std::string_view key) {
  if (field == "country") return is_country_code(key);
  if (field == "person") return is_person_key(key);
  return field != "topic" || is_topic_path(key);
}

// Counts the terms of a database as they pass by.
class TermCensus {
 public:
  explicit TermCensus(IndexStats& out) : out_(out) {
    for (const base::FacetField& each : base::facet_fields()) {
      prefixes_.push_back(schema::facet_prefix(each));
    }
  }

  void visit(std::string_view term) {
    ++out_.terms;
    if (term.starts_with('D')) visit_day(term);
    if (term.starts_with('X')) visit_facet(term);
  }

 private:
  void visit_day(std::string_view term) {
    const std::optional<Date> day = day_of(term);
    if (!day) return;
    if (!out_.first_date) out_.first_date = day;
    out_.last_date = day;
  }

  void visit_facet(std::string_view term) {
    for (std::size_t i = 0; i < prefixes_.size(); ++i) {
      if (!term.starts_with(prefixes_[i])) continue;
      IndexStats::Field& field = out_.facets[i];
      ++field.values;
      const std::string_view key = term.substr(prefixes_[i].size());
      if (!is_mapped(field.name, key)) ++field.unmapped;
    }
  }

  IndexStats& out_;
  std::vector<std::string> prefixes_;
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> parts_by_file{{
    {"docdata.glass", "stored articles"},
    {"termlist.glass", "term lists"},
    {"postlist.glass", "posting lists"},
    {"position.glass", "positions"},
}};

void add_parts(IndexStats& out) {
  for (const auto& [file, part] : parts_by_file) {
    std::uint64_t bytes = 0;
    for (const IndexStats::File& each : out.files) {
      if (fs::path(each.name).filename() == file) bytes += each.bytes;
    }
    if (bytes > 0) out.parts.push_back({std::string{part}, bytes});
  }
}

// A writer may remove files while they are counted: what is gone has no size.
void count_files(const fs::path& index, IndexStats& out) {
  std::error_code gone;
  for (fs::recursive_directory_iterator each{index, gone}, end; !gone && each != end;
       each.increment(gone)) {
    std::error_code failed;
    if (!each->is_regular_file(failed)) continue;
    const std::uint64_t bytes = each->file_size(failed);
    if (failed) continue;
    out.files.push_back({each->path().lexically_relative(index).generic_string(), bytes});
    out.bytes_on_disk += bytes;
  }
  std::ranges::sort(out.files, {}, &IndexStats::File::name);
}

}  // namespace

IndexStats read_stats(DatabaseSnapshot& snapshot, const fs::path& index) {
  Xapian::Database& database = snapshot.database();
  IndexStats out;
  out.articles = database.get_doccount();
  out.average_length = database.get_avlength();
  for (const base::FacetField& each : base::facet_fields()) {
    out.facets.push_back({std::string{each.name}, database.get_value_freq(each.slot), 0, 0});
  }
  TermCensus census{out};
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    census.visit(*term);
  }
  out.text_bytes = TextSize::read(metadata_of(database)).bytes();
  const OpenSegments& segments = snapshot.open_segments();
  out.segments.problem = segments.problem;
  for (const ListedSegment& each : segments.list.segments) {
    ++out.segments.count;
    out.segments.bytes += each.bytes;
    out.segments.deleted += each.deleted;
  }
  if (out.articles > 0) out.languages = snapshot.languages();
  out.schema_version = schema::version;
  out.profile = to_string(snapshot.profile());
  count_files(index, out);
  add_parts(out);
  return out;
}

}  // namespace dateline::store
