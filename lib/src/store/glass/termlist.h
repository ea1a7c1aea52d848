#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/short_bytes.h"
#include "store/document.h"

namespace dateline::store::glass {

/// Makes the tags of the termlist table for the terms of one document after the other: front-coded.
class TermTagWriter {
 public:
  /// In the order of their names.
  void add(const Document::Term& term);
  /// The tag of what was added since the last one, empty for nothing; valid until the next `add`.
  /// `length` is the sum of all wdfs of the document.
  std::string_view finish(std::uint32_t length);

 private:
  std::string terms_;
  std::size_t used_ = 0;  ///< of `terms_`
  std::size_t count_ = 0;
  base::LeadingSixteen leading_;  ///< of the last one
  std::string_view last_;
  std::string tag_;
};

/// Appends the tag that says which slots a document uses.
void append_slots(std::string& out, std::span<const Document::Value> values);

/// What is wrong with such a tag, whoever wrote it; empty if nothing is. A term list that does not
/// hold the terms, their order and the length that it says is wrong.
std::string_view problem_of_terms(std::string_view tag);
std::string_view problem_of_slots(std::string_view tag);

}  // namespace dateline::store::glass
