#pragma once

#include <string>
#include <string_view>

namespace dateline::store {

/// The key under which a person is filed whose name is spelled in several ways, by the table
/// `lib/data/person_aliases.tsv`: "moammar-el-qaddafi" gives "muammar-gaddafi", "teng-hsiao-ping"
/// "deng-xiaoping". Whole names first, then the given name and the surname, each for itself; a key
/// of one part is taken for a surname. A key that the table does not know comes back as it is.
/// Idempotent.
std::string usual_spelling(std::string_view key);

}  // namespace dateline::store
