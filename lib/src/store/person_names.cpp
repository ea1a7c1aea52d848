#include "store/person_names.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include <fmt/format.h>

#include "base/bytes.h"
#include "base/utf8.h"
#include "dateline/error.h"

namespace dateline::store {
namespace {

std::vector<std::string_view> split(std::string_view key) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = key.find('-');
    parts.push_back(key.substr(0, end));
    if (end == std::string_view::npos) return parts;
    key.remove_prefix(end + 1);
  }
}

bool is_initial(std::string_view part) {
  const auto begins = [](char each) { return (static_cast<unsigned char>(each) & 0xC0U) != 0x80U; };
  return std::count_if(part.begin(), part.end(), begins) == 1;
}

bool is_numeral(std::string_view part) {
  return part == "ii" || part == "iii" || part == "iv";
}

bool is_suffix(std::string_view part) {
  return part == "jr" || part == "sr" || is_numeral(part);
}

void append_part(std::string& out, std::string_view part) {
  if (!out.empty()) out += '-';
  out += part;
}

bool is_spelled_as(std::string_view label, std::string_view key) {
  return take_apart(base::slug(label)).short_form == take_apart(key).short_form;
}

auto fullness(const PersonEntry::Form& form, std::string_view key) {
  return std::tuple(is_spelled_as(form.label, key),
                    std::count(form.label.begin(), form.label.end(), ' '), form.label.size(),
                    form.articles);
}

bool read_keys(base::ByteReader& in, std::vector<std::string>& out) {
  const auto count = in.read_number();
  if (!count || *count > in.left()) return false;
  for (std::uint64_t left = *count; left > 0; --left) {
    const auto key = in.read_string();
    if (!key) return false;
    out.emplace_back(*key);
  }
  return true;
}

bool read_text(base::ByteReader& in, std::string& out) {
  const auto text = in.read_string();
  if (text) out = *text;
  return text.has_value();
}

void append_keys(std::string& out, const std::vector<std::string>& keys) {
  base::append_number(out, keys.size());
  for (const std::string& each : keys) base::append_string(out, each);
}

std::optional<PersonEntry> read_entry(std::string_view bytes) {
  base::ByteReader in{bytes};
  PersonEntry out;
  const bool whole = read_text(in, out.initials) && read_text(in, out.numeral) &&
                     read_keys(in, out.rivals) && read_text(in, out.name) &&
                     read_keys(in, out.same_as) && read_keys(in, out.bearers);
  if (!whole) return std::nullopt;
  while (!in.at_end()) {
    const auto label = in.read_string();
    const auto articles = in.read_number();
    if (!label || !articles) return std::nullopt;
    out.forms.push_back({std::string{*label}, *articles});
  }
  return out;
}

}  // namespace

PersonKey take_apart(std::string_view key) {
  std::vector<std::string_view> parts = split(key);
  if (parts.size() < 3 || is_initial(parts.front())) return {std::string{key}, {}, {}};
  PersonKey out;
  if (is_numeral(parts.back())) {
    out.numeral = parts.back();
    parts.pop_back();
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool middle = i > 0 && i + 1 < parts.size();
    append_part(middle && is_initial(parts[i]) ? out.initials : out.short_form, parts[i]);
  }
  return out;
}

std::string_view surname_part(std::string_view key) {
  std::vector<std::string_view> parts = split(key);
  if (parts.size() > 2 && is_suffix(parts.back())) parts.pop_back();
  return parts.size() > 1 ? parts.back() : std::string_view{};
}

bool compatible(std::string_view left, std::string_view right) {
  if (left.size() > right.size()) std::swap(left, right);
  return right.starts_with(left) && (left.size() == right.size() || right[left.size()] == '-');
}

bool PersonEntry::admits(const PersonKey& key) const {
  const bool any_initials = initials.empty() || key.initials.empty();
  const bool any_numeral = numeral.empty() || key.numeral.empty();
  return (any_initials || compatible(initials, key.initials)) &&
         (any_numeral || numeral == key.numeral);
}

void PersonEntry::count(std::string_view label, int change) {
  const auto found = std::ranges::lower_bound(forms, label, {}, &Form::label);
  const bool known = found != forms.end() && found->label == label;
  if (change > 0) {
    if (known) {
      ++found->articles;
    } else if (forms.size() < most_forms) {
      forms.insert(found, {std::string{label}, 1});
    }
  } else if (known && --found->articles == 0) {
    forms.erase(found);
  }
}

std::string PersonEntry::label(std::string_view key) const {
  if (!name.empty() || forms.empty()) return name;
  const std::uint64_t most = std::ranges::max(forms, {}, &Form::articles).articles;
  const Form* best = nullptr;
  for (const Form& each : forms) {
    if (each.articles < most / 10 + (most % 10 != 0 ? 1 : 0)) continue;
    if (best == nullptr || fullness(each, key) > fullness(*best, key)) best = &each;
  }
  return best->label;
}

std::string person_metadata_key(std::string_view key) {
  return std::string{person_metadata_prefix}.append(key);
}

std::string encode(const PersonEntry& entry) {
  std::string out;
  base::append_string(out, entry.initials);
  base::append_string(out, entry.numeral);
  append_keys(out, entry.rivals);
  base::append_string(out, entry.name);
  append_keys(out, entry.same_as);
  append_keys(out, entry.bearers);
  for (const PersonEntry::Form& each : entry.forms) {
    base::append_string(out, each.label);
    base::append_number(out, each.articles);
  }
  return out;
}

PersonEntry decode_person(std::string_view bytes, std::string_view where) {
  if (bytes.empty()) return {};
  std::optional<PersonEntry> entry = read_entry(bytes);
  if (!entry) {
    throw CorruptError(fmt::format(
        "{}: what the index keeps of a person is damaged. Check it with 'indexer check', then "
        "restore a copy or index the articles again",
        where));
  }
  return *std::move(entry);
}

}  // namespace dateline::store
