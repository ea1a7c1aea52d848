#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace dateline::annotate {

/// What a word is part of. People's names have tags by position (BILOU), so that two names that
/// stand side by side stay two; of the other classes, which are there to keep places and firms out,
/// no borders are asked.
enum class NameTag : std::uint8_t {
  outside,
  person_first,
  person_inner,
  person_last,
  person_only,  ///< a name of one word
  place,
  organisation,
  other,
};

inline constexpr std::size_t name_tag_count = 8;

inline constexpr std::array<NameTag, name_tag_count> all_name_tags{
    NameTag::outside,     NameTag::person_first, NameTag::person_inner, NameTag::person_last,
    NameTag::person_only, NameTag::place,        NameTag::organisation, NameTag::other};

constexpr bool is_person(NameTag tag) {
  return tag >= NameTag::person_first && tag <= NameTag::person_only;
}

/// Whether a name goes on behind a word with this tag.
constexpr bool goes_on(NameTag tag) {
  return tag == NameTag::person_first || tag == NameTag::person_inner;
}

/// Whether a word with this tag goes on with the name before it.
constexpr bool continues(NameTag tag) {
  return tag == NameTag::person_inner || tag == NameTag::person_last;
}

constexpr bool may_follow(NameTag before, NameTag after) {
  return goes_on(before) == continues(after);
}

}  // namespace dateline::annotate
