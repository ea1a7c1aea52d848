#include "store/people.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "store/name_spellings.h"

namespace dateline::store {
namespace {

// Entries kept from one commit to the next: some 20 MB.
constexpr std::size_t most_held = 100'000;

bool is_key_byte(char each) {
  return (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '-' ||
         static_cast<unsigned char>(each) >= 0x80;
}

// What both say of one person, the one that came first leading.
void absorb(FacetValue& into, FacetValue&& other) {
  if (other.label.size() > into.label.size()) into.label = std::move(other.label);
  if (other.origin == Origin::given) into.origin = Origin::given;
  into.confidence = std::max(into.confidence, other.confidence);
  into.spans.insert(into.spans.end(), other.spans.begin(), other.spans.end());
  std::ranges::stable_sort(into.spans, [](const Span& left, const Span& right) {
    return std::pair(left.field, left.from) < std::pair(right.field, right.from);
  });
}

FacetValues without_duplicates(FacetValues&& people) {
  FacetValues out;
  for (FacetValue& each : people) {
    const auto same = std::ranges::find(out, each.value, &FacetValue::value);
    if (same == out.end()) {
      out.push_back(std::move(each));
    } else {
      absorb(*same, std::move(each));
    }
  }
  return out;
}

// Who claims a key, by their keys.
using Claims = std::map<std::string, std::set<std::string>>;

Claims short_form_claims(std::span<const AuthorityPerson> people) {
  Claims out;
  for (const AuthorityPerson& each : people) {
    out[take_apart(each.key).short_form].insert(each.key);
  }
  return out;
}

// Other spellings of a claimed name come to its usual one: that is claimed too, unless `claims` say
// something of it or several would have it.
void add_usual_spellings(Claims& claims) {
  Claims implied;
  for (const auto& [alias, claimants] : claims) {
    std::string usual = usual_spelling(alias);
    if (usual.size() > longest_person_key || claims.contains(usual)) continue;
    implied[std::move(usual)].insert(claimants.begin(), claimants.end());
  }
  std::erase_if(implied, [](const auto& each) { return each.second.size() > 1; });
  claims.merge(implied);
}

}  // namespace

bool is_person_key(const FacetValue& value) {
  return !value.label.empty() && !value.value.empty() && value.value.size() <= longest_person_key &&
         std::ranges::all_of(value.value, is_key_byte);
}

People::People(Load load, std::string where) : load_(std::move(load)), where_(std::move(where)) {}

bool People::settle(FacetValues& people) {
  bool changed = false;
  for (FacetValue& each : people) {
    if (!is_person_key(each)) continue;
    std::string key = settled_key(each.value);
    const std::string& name = held(key).entry.name;
    const bool renamed = !name.empty() && name != each.label;
    if (key == each.value && !renamed) continue;
    if (renamed) each.label = name;
    each.value = std::move(key);
    changed = true;
  }
  if (changed) people = without_duplicates(std::move(people));
  return changed;
}

// What an authority file says of a name; a name that several claim stays what it is.
std::optional<std::string> People::known_key(const std::string& key) {
  const PersonEntry& entry = held(key).entry;
  if (entry.same_as.size() == 1) return entry.same_as.front();
  if (!entry.name.empty() || !entry.same_as.empty()) return key;
  return std::nullopt;
}

std::string People::settled_key(const std::string& key) {
  if (auto known = known_key(key)) return *known;
  std::string usual = usual_spelling(key);
  if (usual.size() > longest_person_key) usual = key;
  if (auto known = known_key(usual)) return *known;
  std::string settled = short_key(usual);
  if (auto known = known_key(settled)) return *known;
  return settled;
}

std::string People::short_key(const std::string& key) {
  PersonKey name = take_apart(key);
  if (name.initials.empty() && name.numeral.empty()) return key;
  Held& person = held(name.short_form);
  PersonEntry& entry = person.entry;
  if (!entry.admits(name)) {
    if (std::ranges::find(entry.rivals, key) == entry.rivals.end()) {
      entry.rivals.push_back(key);
      person.changed = true;
    }
    return key;
  }
  if (name.initials.size() > entry.initials.size()) {
    entry.initials = std::move(name.initials);
    person.changed = true;
  }
  if (name.numeral.size() > entry.numeral.size()) {
    entry.numeral = std::move(name.numeral);
    person.changed = true;
  }
  return name.short_form;
}

bool People::learn(std::span<const AuthorityPerson> people) {
  const Claims sharers = short_form_claims(people);
  std::vector<std::string> keys;
  bool changed = false;
  for (const AuthorityPerson& each : people) {
    const bool shared = sharers.at(take_apart(each.key).short_form).size() > 1;
    keys.push_back(key_to_keep(each.key, shared));
    changed |= learn_name(keys.back(), each.label);
  }
  Claims claims;
  for (const auto& [alias, claimants] : person_claims(people)) {
    for (const std::size_t each : claimants) claims[alias].insert(keys[each]);
  }
  for (const std::string& each : keys) claims[each].insert(each);
  for (const auto& [short_form, full_forms] : sharers) {
    if (full_forms.size() > 1 && !claims.contains(short_form)) claims[short_form] = full_forms;
  }
  add_usual_spellings(claims);
  for (const auto& [alias, claimants] : claims) {
    changed |= learn_alias(alias, {claimants.begin(), claimants.end()});
  }
  return changed;
}

// What the index has settled stays.
std::string People::key_to_keep(const std::string& key, bool shares_short_form) {
  const PersonKey name = take_apart(key);
  const PersonEntry& entry = held(name.short_form).entry;
  const bool settled = !entry.initials.empty() || !entry.numeral.empty();
  if (!settled && (shares_short_form || !held(key).entry.name.empty())) return key;
  return short_key(key);
}

bool People::learn_name(const std::string& key, const std::string& name) {
  Held& person = held(key);
  if (person.entry.name == name) return false;
  person.entry.name = name;
  person.changed = true;
  return true;
}

bool People::learn_alias(const std::string& alias, std::vector<std::string> keys) {
  Held& person = held(alias);
  const bool own = std::ranges::find(keys, alias) != keys.end();
  if (own && keys.size() == 1) keys.clear();
  const bool loses_name = !own && !person.entry.name.empty();
  if (person.entry.same_as == keys && !loses_name) return false;
  person.entry.same_as = std::move(keys);
  if (loses_name) person.entry.name.clear();
  person.changed = true;
  return true;
}

void People::count(const Article& article, int change) {
  if (!article.people) return;
  for (const FacetValue& each : *article.people) {
    if (!is_person_key(each)) continue;
    Held& person = held(each.value);
    person.entry.count(each.label, change);
    person.changed = true;
    count_bearer(each.value, !person.entry.forms.empty());
  }
}

void People::count_bearer(const std::string& key, bool has_articles) {
  const std::string_view surname = surname_part(key);
  if (surname.empty()) return;
  Held& person = held(surname);
  std::vector<std::string>& bearers = person.entry.bearers;
  if (bearers.size() == PersonEntry::most_bearers) return;
  const auto at = std::ranges::lower_bound(bearers, key);
  const bool known = at != bearers.end() && *at == key;
  if (known == has_articles) return;
  if (known) {
    bearers.erase(at);
  } else {
    bearers.insert(at, key);
  }
  person.changed = true;
}

People::Held& People::held(std::string_view key) {
  const auto [found, is_new] = held_.try_emplace(std::string{key});
  if (is_new) found->second.entry = decode_person(load_(person_metadata_key(key)), where_);
  return found->second;
}

void People::save(const Store& store) {
  for (auto& [key, person] : held_) {
    if (!std::exchange(person.changed, false)) continue;
    store(person_metadata_key(key), person.entry.empty() ? std::string{} : encode(person.entry));
  }
  if (held_.size() > most_held) held_.clear();
}

}  // namespace dateline::store
