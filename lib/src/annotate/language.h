#pragma once

#include <string>

#include "dateline/annotator.h"

namespace dateline::annotate {

/// Tells languages by CLD2's statistics of letters. A language is told only where it is beyond
/// doubt: enough text, nearly all of it in one language.
class LanguageByLetters final : public LanguageDetector {
 public:
  std::string detect(const Article& article) const override;
};

/// The code by which languages are compared: ISO 639-1 where a language has a stemmer ("eng" and
/// "en-GB" are "en"), else as it is.
std::string_view comparable_language(std::string_view code);

}  // namespace dateline::annotate
