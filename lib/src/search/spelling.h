#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/tree.h"
#include "search/deadline.h"
#include "search/vocabulary.h"

namespace dateline::search {

struct DoubtedWord {
  std::string word;             ///< folded
  std::uint64_t more_than = 0;  ///< what was meant is in more articles than this
};

/// For each of `words` the word of bodies and headlines that someone who typed it may have meant:
/// fewest edits, then most articles. At most two edits, one for words of four letters or fewer, and
/// none for words of two and for words with digits. Reads all words once; if `deadline` passes
/// meanwhile, none is found.
std::vector<std::optional<std::string>> nearest_words(Vocabulary& vocabulary,
                                                      const std::vector<DoubtedWord>& words,
                                                      Deadline& deadline);

using Replacements = std::map<std::string, std::string, std::less<>>;

/// The tree with other words in place of some, each by the text as typed.
query::NodePtr replace_words(const query::Node& root, const Replacements& replacements);

}  // namespace dateline::search
