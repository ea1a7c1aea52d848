#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "annotate/name_tags.h"
#include "train/conll.h"

namespace dateline::train {

/// A name in a text: bytes [from, to), and whose it is: person_only, place, organisation, other.
struct LabelledName {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  annotate::NameTag kind = annotate::NameTag::person_only;
};

struct LabelledText {
  std::string text;
  std::vector<LabelledName> names;  ///< in order, none over another
};

/// A document as an archive would hold it.
struct LabelledArticle {
  LabelledText headline;
  LabelledText body;
};

/// How tokens are set as text.
struct Setting {
  /// prose: signs stand where a writer puts them; tokens: a space behind every token.
  enum class Signs { prose, tokens } signs = Signs::prose;
  /// What stands between the sentences of the body.
  enum class Breaks { space, line, paragraph } breaks = Breaks::paragraph;
  /// Capitals of the headline and the body: as they are, all, or one for each longer word.
  enum class Capitals { kept, all, titled };
  Capitals headline_capitals = Capitals::kept;
  Capitals body_capitals = Capitals::kept;
  /// Where the headline comes from.
  enum class Headline { first_sentence, none } headline = Headline::first_sentence;
};

LabelledArticle set_article(const LabelledDocument& document, const Setting& setting);

}  // namespace dateline::train
