#include "store/schema.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/bytes.h"
#include "base/dates.h"
#include "base/hash.h"

namespace dateline::store::schema {
namespace {

constexpr std::size_t term_limit = 245;
constexpr std::size_t hash_size = 32;
static_assert(surely_bounded * 2 <= term_limit);

std::size_t cost(char each) {
  return each == '\0' ? 2 : 1;
}

std::size_t cost(std::string_view term) {
  return term.size() + static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0'));
}

bool continues_character(char each) {
  return (static_cast<unsigned char>(each) & 0xC0U) == 0x80U;
}

// Where to cut so that what is left costs no more than `room`: at a character, but never more than
// the three bytes back that a character can take (ids may be any bytes).
std::size_t cut_position(std::string_view term, std::size_t room) {
  std::size_t end = 0;
  for (std::size_t used = 0; used + cost(term[end]) <= room; ++end) used += cost(term[end]);
  std::size_t begin_of_character = end;
  while (end - begin_of_character < 3 && continues_character(term[begin_of_character])) {
    --begin_of_character;
  }
  return continues_character(term[begin_of_character]) ? end : begin_of_character;
}

std::string prefixed(std::string_view prefix, std::string_view word) {
  return bounded(std::string{prefix}.append(escape_of(word)).append(word));
}

}  // namespace

std::vector<std::uint32_t> value_slots() {
  std::vector<std::uint32_t> out{date_slot, instant_slot, content_slot};
  for (const base::FacetField& each : base::facet_fields()) out.push_back(each.slot);
  return out;
}

std::string bounded(std::string term) {
  if (cost(term) <= term_limit) return term;
  const std::size_t end = cut_position(term, term_limit - hash_size);
  const std::string hash = base::hex_hash(std::string_view{term}.substr(end));
  term.resize(end);
  return term += hash;
}

std::string_view word_prefix(const base::TextFieldInfo& field) {
  return field.prefix;
}

std::string stem_prefix(const base::TextFieldInfo& field) {
  return std::string{stem_prefix_of_all}.append(field.prefix);
}

std::string stem_term(std::string_view stem) {
  return prefixed(stem_prefix_of_all, stem);
}

std::string stem_term(const base::TextFieldInfo& field, std::string_view stem) {
  return prefixed(stem_prefix(field), stem);
}

std::string word_term(const base::TextFieldInfo& field, std::string_view word) {
  return prefixed(word_prefix(field), word);
}

std::string headline_only_term(std::string_view term) {
  return bounded(std::string{headline_only_prefix}.append(term));
}

bool is_in_database(Profile profile, std::string_view term) {
  if (profile == Profile::full || term.empty()) return true;
  const auto is_capital = [](char each) { return each >= 'A' && each <= 'Z'; };
  switch (term.front()) {
    case 'Z':  // of one field: capitals follow, which no stem begins with
      return term.size() < 2 || !is_capital(term[1]);
    case 'X': {  // of a facet: its name ends in a colon, which no word begins with
      const auto end = std::ranges::find_if_not(term, is_capital);
      return end != term.end() && *end == ':' && !term.starts_with(headline_only_prefix);
    }
    case 'Q':
    case 'D':
    case 'M':
    case 'Y':
      return true;
    default:
      return false;
  }
}

std::string id_term(std::string_view id) {
  return bounded(fmt::format("Q{}", id));
}

std::string facet_prefix(const base::FacetField& field) {
  std::string out = "X";
  for (const char each : field.name) {
    out += each >= 'a' && each <= 'z' ? static_cast<char>(each - 'a' + 'A') : each;
  }
  return out += ':';
}

std::string facet_term(const base::FacetField& field, std::string_view key) {
  return bounded(facet_prefix(field).append(key));
}

std::string day_term(Date day) {
  return fmt::format("D{:04}{:02}{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string month_term(Date day) {
  return fmt::format("M{:04}{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()));
}

std::string year_term(int year) {
  return fmt::format("Y{:04}", year);
}

std::string encode_day(Date day) {
  std::string out;
  base::append_big_endian(out, static_cast<std::uint32_t>(base::day_number(day)) ^ 0x80000000U);
  return out;
}

std::optional<Date> decode_day(std::string_view value) {
  if (value.size() != sizeof(std::uint32_t)) return std::nullopt;
  std::uint32_t number = 0;
  for (const char each : value) number = number << 8U | static_cast<unsigned char>(each);
  const auto days = static_cast<std::int32_t>(number ^ 0x80000000U);
  static const std::int32_t first = base::day_number(Date{std::chrono::year{1} / 1 / 1});
  static const std::int32_t last = base::day_number(Date{std::chrono::year{9999} / 12 / 31});
  if (days < first || days > last) return std::nullopt;
  return base::day_from_number(days);
}

std::string encode_instant(std::int64_t instant) {
  std::string out;
  base::append_big_endian(out, static_cast<std::uint64_t>(instant) ^ (std::uint64_t{1} << 63U));
  return out;
}

std::string pack_keys(std::span<const std::string> sorted_keys) {
  std::string out;
  for (const std::string& each : sorted_keys) base::append_string(out, each);
  return out;
}

bool for_each_key(std::string_view packed, const std::function<void(std::string_view)>& visit) {
  base::ByteReader reader{packed};
  while (!reader.at_end()) {
    const std::optional<std::string_view> key = reader.read_string();
    if (!key) return false;
    visit(*key);
  }
  return true;
}

std::vector<std::string> unpack_keys(std::string_view packed) {
  std::vector<std::string> out;
  for_each_key(packed, [&](std::string_view key) { out.emplace_back(key); });
  return out;
}

}  // namespace dateline::store::schema
