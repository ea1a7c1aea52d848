#include "store/database_snapshot.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/utf8.h"
#include "store/name_spellings.h"
#include "store/person_names.h"
#include "store/record.h"
#include "store/schema.h"
#include "store/settings.h"

namespace dateline::store {
namespace {

using Keys = std::vector<std::string>;

bool is_person(const base::FacetField& field) {
  return field.name == "person";
}

bool has_key(Xapian::Database& database, const base::FacetField& field, std::string_view key) {
  return database.term_exists(schema::facet_term(field, key));
}

PersonEntry person_entry(Xapian::Database& database, std::string_view key, std::string_view where) {
  if (key.size() > longest_person_key) return {};
  return decode_person(database.get_metadata(person_metadata_key(key)), where);
}

// A full name with middle initials or numeral is looked up as the writer would file it; one without
// may be any of those that differ only in them.
Keys keys_of_short_form(Xapian::Database& database, const std::string& name,
                        std::string_view where) {
  const PersonKey key = take_apart(name);
  const PersonEntry entry = person_entry(database, key.short_form, where);
  if (!key.initials.empty() || !key.numeral.empty()) {
    return entry.admits(key) ? Keys{key.short_form, name} : Keys{name};
  }
  Keys out{key.short_form};
  out.insert(out.end(), entry.rivals.begin(), entry.rivals.end());
  return out;
}

void add_once(Keys& keys, const Keys& more) {
  for (const std::string& each : more) {
    if (std::ranges::find(keys, each) == keys.end()) keys.push_back(each);
  }
}

// Those of the name itself, and with them the one whom it means beyond doubt: as an alias of an
// authority file, or as the surname of nobody else. What several claim means any of them only if
// it is no value itself.
Keys people_named(Xapian::Database& database, const base::FacetField& field,
                  const std::string& name, std::string_view where) {
  const auto is_no_value = [&](const std::string& each) { return !has_key(database, field, each); };
  Keys out = keys_of_short_form(database, name, where);
  std::erase_if(out, is_no_value);
  PersonEntry entry = person_entry(database, name, where);
  if (entry.same_as.empty()) {
    entry.same_as = person_entry(database, take_apart(name).short_form, where).same_as;
  }
  std::erase_if(entry.same_as, is_no_value);
  if (entry.same_as.size() == 1 || out.empty()) add_once(out, entry.same_as);
  const bool all_bearers = entry.bearers.size() < PersonEntry::most_bearers;
  std::erase_if(entry.bearers, is_no_value);
  if (all_bearers && entry.bearers.size() == 1) add_once(out, entry.bearers);
  return out;
}

bool is_surname_of(std::string_view surname, std::string_view key) {
  return key.size() > surname.size() && key.ends_with(surname) &&
         key[key.size() - surname.size() - 1] == '-';
}

// Keys that differ from `name` in case, accents and punctuation alone; for people those too of
// which it is the surname.
Keys keys_like(Xapian::Database& database, const base::FacetField& field, const std::string& name) {
  const std::string prefix = schema::facet_prefix(field);
  Keys same;
  Keys by_surname;
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
    std::string key = (*term).substr(prefix.size());
    const std::string form = base::slug(key);
    if (form == name) {
      same.push_back(std::move(key));
    } else if (is_person(field) && is_surname_of(name, form)) {
      by_surname.push_back(std::move(key));
    }
  }
  return same.empty() ? by_surname : same;
}

}  // namespace

DatabaseSnapshot::DatabaseSnapshot(std::filesystem::path index,
                                   std::shared_ptr<SegmentCache> segments)
    : index_(std::move(index)), where_(index_.string()), segment_cache_(std::move(segments)) {
  open(current_database(index_));
}

void DatabaseSnapshot::refresh() {
  const CurrentDatabase current = current_database(index_);
  if (current.number != generation_.database) return open(current);
  database_.reopen();
  // Not what reopen() says: settings that could not be read the last time are still to be read.
  if (database_.get_revision() != generation_.revision ||
      time_of_list_beside(index_) != generation_.list_beside) {
    read_settings();
  }
}

bool DatabaseSnapshot::is_overtaken() const {
  const CurrentDatabase current = current_database(index_);
  if (current.number != generation_.database) return true;
  const Xapian::Database newest{current.path.string()};
  return newest.get_revision() != generation_.revision ||
         time_of_list_beside(index_) != generation_.list_beside;
}

void DatabaseSnapshot::open(const CurrentDatabase& current) {
  database_ = Xapian::Database{current.path.string()};
  generation_ = {current.number, 0, 0};
  read_settings();
}

void DatabaseSnapshot::read_settings() {
  const MetadataReader read = metadata_of(database_);
  const Settings settings = store::read_settings(read);
  require_current(settings, where_);
  profile_ = profile_of(settings);
  languages_ = LanguageCounts::read(read).by_frequency();
  generation_.revision = database_.get_revision();
  generation_.list_beside = time_of_list_beside(index_);
  segments_.reset();
  stand_ins_.reset();
}

const OpenSegments& DatabaseSnapshot::open_segments() {
  if (!segments_) segments_ = segment_cache_->open(generation_, database_);
  return *segments_;
}

std::shared_ptr<const SegmentSet> DatabaseSnapshot::segments(
    std::optional<std::chrono::steady_clock::time_point> until) {
  const std::shared_ptr<const SegmentSet>& own = open_segments().set;
  if (own || profile_ == Profile::full) return own;
  if (!stand_ins_) stand_ins_ = segment_cache_->stand_ins(generation_, database_, until);
  return stand_ins_;
}

bool DatabaseSnapshot::distrust_segments(const DamagedSegmentError& damage) {
  if (!open_segments().set) return false;
  segments_ = segment_cache_->distrust(generation_, damage.what());
  return true;
}

// To look first whether the document is there takes Xapian as long as reading it: a list of lengths
// is inflated. So that is asked, and thrown, only where nothing is stored.
StoredArticle DatabaseSnapshot::article(Xapian::docid docid) {
  std::string record = database_.get_document(docid, Xapian::DOC_ASSUME_VALID).get_data();
  if (record.empty()) record = database_.get_document(docid).get_data();
  return decode_record(record, fmt::format("{}: document {}", where_, docid), unpacker_);
}

std::optional<Xapian::docid> DatabaseSnapshot::find(std::string_view id) {
  const std::string term = schema::id_term(id);
  const Xapian::PostingIterator found = database_.postlist_begin(term);
  if (found == database_.postlist_end(term)) return std::nullopt;
  return *found;
}

std::string DatabaseSnapshot::label(const base::FacetField& field, std::string_view key) {
  std::string label;
  if (is_person(field)) label = person_entry(database_, key, where_).label(key);
  return label.empty() ? std::string{key} : label;
}

std::vector<std::string> DatabaseSnapshot::resolve(const base::FacetField& field,
                                                   std::string_view text) {
  const bool is_key = has_key(database_, field, text);
  if (is_key && !is_person(field)) return {std::string{text}};
  Keys out;
  if (is_key) out.emplace_back(text);
  const std::string name = base::slug(text);
  if (name.empty()) return out;
  Keys names{name};
  if (is_person(field)) {
    add_once(names, {usual_spelling(name)});
    for (const std::string& each : names) {
      add_once(out, people_named(database_, field, each, where_));
    }
  }
  for (auto each = names.begin(); out.empty() && each != names.end(); ++each) {
    out = keys_like(database_, field, *each);
  }
  return out;
}

}  // namespace dateline::store
