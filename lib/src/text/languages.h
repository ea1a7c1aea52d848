#pragma once

#include <string_view>

namespace dateline::text {

/// A language with a stemmer.
struct StemmedLanguage {
  std::string_view code;     ///< ISO 639-1
  std::string_view stemmer;  ///< Xapian's name of it
  /// Stems begin with the letter that the word begins with, whatever the word.
  bool keeps_initial = true;
};

/// The language of an ISO 639-1 or ISO 639-2 code, in any case, with or without a region after '-'
/// or '_'; null if it has no stemmer.
const StemmedLanguage* find_stemmed_language(std::string_view code);

}  // namespace dateline::text
