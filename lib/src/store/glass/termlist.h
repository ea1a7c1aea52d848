#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "store/document.h"

namespace dateline::store::glass {

/// Appends the tag of the termlist table for a document's terms: front-coded. Nothing for no terms.
/// `length` is the sum of their wdfs.
void append_terms(std::string& out, std::span<const Document::Term> terms, std::uint32_t length);

/// Appends the tag that says which slots a document uses.
void append_slots(std::string& out, std::span<const Document::Value> values);

}  // namespace dateline::store::glass
