#include "store/person_names.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include <fmt/format.h>

#include "base/bytes.h"
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

void append_part(std::string& out, std::string_view part) {
  if (!out.empty()) out += '-';
  out += part;
}

auto fullness(const PersonEntry::Form& form) {
  return std::tuple(std::count(form.label.begin(), form.label.end(), ' '), form.label.size(),
                    form.articles);
}

std::optional<PersonEntry> read_entry(std::string_view bytes) {
  base::ByteReader in{bytes};
  PersonEntry out;
  const auto initials = in.read_string();
  const auto rivals = in.read_number();
  if (!initials || !rivals || *rivals > in.left()) return std::nullopt;
  out.initials = *initials;
  for (std::uint64_t left = *rivals; left > 0; --left) {
    const auto rival = in.read_string();
    if (!rival) return std::nullopt;
    out.rivals.emplace_back(*rival);
  }
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
  const std::vector<std::string_view> parts = split(key);
  if (parts.size() < 3 || is_initial(parts.front())) return {std::string{key}, {}};
  PersonKey out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool middle = i > 0 && i + 1 < parts.size();
    append_part(middle && is_initial(parts[i]) ? out.initials : out.short_form, parts[i]);
  }
  return out;
}

bool compatible(std::string_view left, std::string_view right) {
  if (left.size() > right.size()) std::swap(left, right);
  return right.starts_with(left) && (left.size() == right.size() || right[left.size()] == '-');
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

std::string PersonEntry::label() const {
  if (forms.empty()) return {};
  const std::uint64_t most = std::ranges::max(forms, {}, &Form::articles).articles;
  const Form* best = nullptr;
  for (const Form& each : forms) {
    if (each.articles < most / 10 + (most % 10 != 0 ? 1 : 0)) continue;
    if (best == nullptr || fullness(each) > fullness(*best)) best = &each;
  }
  return best->label;
}

std::string person_metadata_key(std::string_view key) {
  return std::string{person_metadata_prefix}.append(key);
}

std::string encode(const PersonEntry& entry) {
  std::string out;
  base::append_string(out, entry.initials);
  base::append_number(out, entry.rivals.size());
  for (const std::string& each : entry.rivals) base::append_string(out, each);
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
