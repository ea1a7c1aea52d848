#include "store/people.h"

#include <algorithm>
#include <utility>

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
    if (key == each.value) continue;
    each.value = std::move(key);
    changed = true;
  }
  if (changed) people = without_duplicates(std::move(people));
  return changed;
}

std::string People::settled_key(const std::string& key) {
  PersonKey name = take_apart(key);
  if (name.initials.empty()) return key;
  Held& person = held(name.short_form);
  PersonEntry& entry = person.entry;
  if (!entry.initials.empty() && !compatible(entry.initials, name.initials)) {
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
  return name.short_form;
}

void People::count(const Article& article, int change) {
  if (!article.people) return;
  for (const FacetValue& each : *article.people) {
    if (!is_person_key(each)) continue;
    Held& person = held(each.value);
    person.entry.count(each.label, change);
    person.changed = true;
  }
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
