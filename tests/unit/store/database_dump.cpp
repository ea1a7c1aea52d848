#include "database_dump.h"

#include <algorithm>
#include <sstream>
#include <string_view>

#include <fmt/format.h>

#include "base/facet_fields.h"
#include "store/schema.h"

namespace {

std::string printable(std::string_view bytes) {
  std::string out;
  for (const char each : bytes.substr(0, 200)) {
    out += each >= ' ' && each <= '~' ? std::string{each}
                                      : fmt::format("\\{:02x}", static_cast<unsigned char>(each));
  }
  return out;
}

class Dump {
 public:
  explicit Dump(const Xapian::Database& database) : database_(database) {}

  void totals() {
    line("documents {} last {} length {} average {} shortest {} longest {} positions {}",
         database_.get_doccount(), database_.get_lastdocid(), database_.get_total_length(),
         database_.get_avlength(), database_.get_doclength_lower_bound(),
         database_.get_doclength_upper_bound(), database_.has_positions());
    for (auto key = database_.metadata_keys_begin(); key != database_.metadata_keys_end(); ++key) {
      line("metadata {} = {}", *key, database_.get_metadata(*key));
    }
  }

  void terms() {
    for (auto term = database_.allterms_begin(); term != database_.allterms_end(); ++term) {
      line("term {} in {}, {} times, at most {}", *term, term.get_termfreq(),
           database_.get_collection_freq(*term), database_.get_wdf_upper_bound(*term));
      postings(*term);
    }
    line("all documents");
    postings("");
  }

  void documents() {
    for (auto each = database_.postlist_begin(""); each != database_.postlist_end(""); ++each) {
      const Xapian::Document document = database_.get_document(*each);
      line("document {} length {} unique {} data {}", *each, database_.get_doclength(*each),
           database_.get_unique_terms(*each), document.get_data());
      for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
        line("  has {} wdf {} positions {}", *term, term.get_wdf(), term.positionlist_count());
      }
      for (auto value = document.values_begin(); value != document.values_end(); ++value) {
        line("  value {} = {}", value.get_valueno(), *value);
      }
    }
  }

  void values(std::uint32_t slot) {
    line("slot {} in {}, from {} to {}", slot, database_.get_value_freq(slot),
         database_.get_value_lower_bound(slot), database_.get_value_upper_bound(slot));
    for (auto value = database_.valuestream_begin(slot); value != database_.valuestream_end(slot);
         ++value) {
      line("  of {} = {}", value.get_docid(), *value);
    }
  }

  std::vector<std::string> take() { return std::move(lines_); }

 private:
  template <class... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    lines_.push_back(fmt::format(format, std::forward<Arguments>(arguments)...));
  }

  void postings(const std::string& term) {
    for (auto each = database_.postlist_begin(term); each != database_.postlist_end(term); ++each) {
      line("  in {} wdf {} of {}", *each, each.get_wdf(), each.get_doclength());
      if (term.empty()) continue;
      std::string positions;
      for (auto at = each.positionlist_begin(); at != each.positionlist_end(); ++at) {
        positions += fmt::format(" {}", *at);
      }
      line("    at{}", positions);
    }
  }

  const Xapian::Database& database_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> dump(const Xapian::Database& database,
                              std::span<const std::uint32_t> slots) {
  Dump out{database};
  out.totals();
  out.terms();
  out.documents();
  for (const std::uint32_t slot : slots) out.values(slot);
  return out.take();
}

std::vector<std::string> dump_of_index(const std::filesystem::path& index) {
  namespace schema = dateline::store::schema;
  std::vector<std::uint32_t> slots{schema::date_slot, schema::instant_slot, schema::content_slot};
  for (const auto& field : dateline::base::facet_fields()) slots.push_back(field.slot);
  std::vector<std::string> out = dump(Xapian::Database{index.string()}, slots);
  std::erase_if(out, [](const std::string& line) {
    return line.starts_with("metadata dateline.segments") ||
           line.starts_with("metadata dateline.deleted");
  });
  for (std::string& line : out) {
    for (const std::string_view bounds : {" shortest ", ", from ", ", at most "}) {
      if (line.starts_with("documents ") || line.starts_with("slot ") ||
          line.starts_with("term ")) {
        line = line.substr(0, line.find(bounds));
      }
    }
  }
  return out;
}

std::string first_difference(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (in_a == a.end() && in_b == b.end()) return {};
  const auto at = [](const auto& place, const auto& lines) {
    return place == lines.end() ? std::string{"(the end)"} : printable(*place);
  };
  return fmt::format("line {}: {} | {}", in_a - a.begin(), at(in_a, a), at(in_b, b));
}

std::string defects(const std::filesystem::path& database) {
  std::ostringstream out;
  return Xapian::Database::check(database.string(), 0, &out) == 0 ? std::string{} : out.str();
}
