#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "store/document.h"

namespace dateline::store::glass {

/// Appends the tag of the termlist table for a document's terms: front-coded. Nothing for no terms.
/// `length` is the sum of their wdfs.
void append_terms(std::string& out, std::span<const Document::Term> terms, std::uint32_t length);

/// Appends the tag that says which slots a document uses.
void append_slots(std::string& out, std::span<const Document::Value> values);

/// What is wrong with such a tag, whoever wrote it; empty if nothing is. A term list that does not
/// hold the terms, their order and the length that it says is wrong.
std::string_view problem_of_terms(std::string_view tag);
std::string_view problem_of_slots(std::string_view tag);

}  // namespace dateline::store::glass
