#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/facet_fields.h"
#include "base/text_fields.h"
#include "dateline/article.h"
#include "dateline/profile.h"

/// How articles look in the Xapian database: terms, values and metadata. What is on disk is decided
/// here and nowhere else; docs/index-format.md is its description.
namespace dateline::store::schema {

inline constexpr int version = 1;

/// Value slots that are not of a facet field (those stand in base/facet_fields.cpp). Never
/// renumber.
inline constexpr std::uint32_t date_slot = 0;     ///< the day, see encode_day
inline constexpr std::uint32_t instant_slot = 1;  ///< for sorting, see encode_instant
inline constexpr std::uint32_t content_slot = 2;  ///< hash of headline and body, for collapsing
/// All slots, those of facet fields too.
std::vector<std::uint32_t> value_slots();

/// Xapian's limit is 245 bytes; a longer term is cut at a character and its tail replaced by a
/// hash, so that indexing and searching agree on any length.
std::string bounded(std::string term);
/// A term of at most so many bytes is within the limit, whatever they are.
inline constexpr std::size_t surely_bounded = 122;

/// What stands before a word or stem in its term, in this order: so many terms are made of them
/// that they can be put together without `word_term` and `stem_term`, which `bounded` the result.
std::string_view word_prefix(const base::TextFieldInfo& field);
std::string stem_prefix(const base::TextFieldInfo& field);
inline constexpr std::string_view stem_prefix_of_all = "Z";
inline constexpr std::string_view headline_only_prefix = "XH:";
/// Prefixes are capitals, and a facet's ends in a colon: a word that begins with either, or with
/// the escape itself, is set off so that no word's term is ever taken for another's. Empty for
/// others.
inline std::string_view escape_of(std::string_view word) {
  constexpr std::string_view escape = "/";
  if (word.empty()) return {};
  const char first = word.front();
  const bool set_off = (first >= 'A' && first <= 'Z') || first == ':' || first == escape.front();
  return set_off ? escape : std::string_view();
}

/// Stems of headline and body: the only terms with a within-document frequency.
std::string stem_term(std::string_view stem);
/// A stem in one text field. Not for the body, which has no terms of its own: see
/// headline_only_term.
std::string stem_term(const base::TextFieldInfo& field, std::string_view stem);
/// An exact word; unprefixed (the body's field) for headline and body together. Positions of the
/// unprefixed word are those of the body alone, those in the headline stand under the headline's
/// prefix: a phrase never runs from one into the other.
std::string word_term(const base::TextFieldInfo& field, std::string_view word);
/// Marks a term (a result of stem_term or of word_term) that only the headline has, so that
/// `body:word` is the term without its mark.
std::string headline_only_term(std::string_view term);

/// Whether the Xapian database of an index of this profile has the term; segments have all. Lean
/// are stems of headline and body, ids, facets and dates: what has a frequency, and what the
/// library looks up in the database whatever the state of the segments.
bool is_in_database(Profile profile, std::string_view term);

std::string id_term(std::string_view id);
/// Prefix of the terms of one facet: "XPERSON:".
std::string facet_prefix(const base::FacetField& field);
std::string facet_term(const base::FacetField& field, std::string_view key);

/// Terms of a day, as Omega has them: D20070222, M200702, Y2007.
std::string day_term(Date day);
std::string month_term(Date day);
std::string year_term(int year);

/// Four bytes whose order is that of the days.
std::string encode_day(Date day);
std::optional<Date> decode_day(std::string_view value);
/// Eight bytes whose order is that of the instants; an article without one has that of the
/// beginning of its day in UTC.
std::string encode_instant(std::int64_t instant);

/// The keys of one facet of one article in one value: sorted, each with its length before it;
/// ancestors of hierarchical keys included.
std::string pack_keys(std::span<const std::string> sorted_keys);
/// Calls `visit` for each key. A malformed value ends the walk and gives false.
bool for_each_key(std::string_view packed, const std::function<void(std::string_view)>& visit);
std::vector<std::string> unpack_keys(std::string_view packed);

}  // namespace dateline::store::schema
