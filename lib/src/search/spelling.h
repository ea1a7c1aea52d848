#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <xapian.h>

#include "query/tree.h"

namespace dateline::search {

/// The word of bodies and headlines that someone who typed `word` (folded) may have meant: fewest
/// edits, then most articles. At most two edits, one for words of four letters or fewer, and none
/// for words of two and for words with digits. In more than `more_than` articles.
std::optional<std::string> nearest_word(const Xapian::Database& database, std::string_view word,
                                        std::uint64_t more_than);

using Replacements = std::map<std::string, std::string, std::less<>>;

/// The tree with other words in place of some, each by the text as typed.
query::NodePtr replace_words(const query::Node& root, const Replacements& replacements);

}  // namespace dateline::search
