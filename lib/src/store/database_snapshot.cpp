#include "store/database_snapshot.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/utf8.h"
#include "store/index_folder.h"
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

// A full name with middle initials is looked up as the writer would file it; one without may be any
// of those that differ only in them.
Keys people_named(Xapian::Database& database, const base::FacetField& field,
                  const std::string& name, std::string_view where) {
  const PersonKey key = take_apart(name);
  const PersonEntry entry = person_entry(database, key.short_form, where);
  Keys out;
  if (key.initials.empty()) {
    out.push_back(key.short_form);
    out.insert(out.end(), entry.rivals.begin(), entry.rivals.end());
  } else if (entry.initials.empty() || compatible(entry.initials, key.initials)) {
    out.push_back(key.short_form);
  }
  if (out.empty() || out.front() != name) out.push_back(name);
  std::erase_if(out, [&](const std::string& each) { return !has_key(database, field, each); });
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

DatabaseSnapshot::DatabaseSnapshot(std::filesystem::path index)
    : index_(std::move(index)), where_(index_.string()) {
  open(current_database(index_));
}

void DatabaseSnapshot::refresh() {
  const std::uint32_t current = current_database(index_);
  if (current != generation_.database) {
    open(current);
  } else if (database_.reopen()) {
    read_settings();
  }
}

void DatabaseSnapshot::open(std::uint32_t number) {
  database_ = Xapian::Database{database_path(index_, number).string()};
  generation_.database = number;
  read_settings();
}

void DatabaseSnapshot::read_settings() {
  const MetadataReader read = [this](const std::string& key) {
    return database_.get_metadata(key);
  };
  require_current(store::read_settings(read), where_);
  languages_ = LanguageCounts::read(read).by_frequency();
  generation_.revision = database_.get_revision();
}

StoredArticle DatabaseSnapshot::article(Xapian::docid docid) {
  return decode_record(database_.get_document(docid).get_data(),
                       fmt::format("{}: document {}", where_, docid));
}

std::optional<Xapian::docid> DatabaseSnapshot::find(std::string_view id) {
  const std::string term = schema::id_term(id);
  const Xapian::PostingIterator found = database_.postlist_begin(term);
  if (found == database_.postlist_end(term)) return std::nullopt;
  return *found;
}

std::string DatabaseSnapshot::label(const base::FacetField& field, std::string_view key) {
  std::string label;
  if (is_person(field)) label = person_entry(database_, key, where_).label();
  return label.empty() ? std::string{key} : label;
}

std::vector<std::string> DatabaseSnapshot::resolve(const base::FacetField& field,
                                                   std::string_view text) {
  if (has_key(database_, field, text)) return {std::string{text}};
  const std::string name = base::slug(text);
  if (name.empty()) return {};
  if (is_person(field)) {
    Keys named = people_named(database_, field, name, where_);
    if (!named.empty()) return named;
  }
  return keys_like(database_, field, name);
}

}  // namespace dateline::store
