#pragma once

#include <string>
#include <string_view>

#include "dateline/article.h"

namespace dateline::archive {

/// Reads one `<REUTERS ...>...</REUTERS>` element of the Reuters-21578 collection (UTF-8, entities
/// not yet resolved): NEWID is the id, DATE, TITLE, BODY, AUTHOR and DATELINE are the fields of an
/// article, TOPICS, PLACES and PEOPLE its given values (an empty element says nothing, save TOPICS
/// in a record with TOPICS="YES": none), ORGS, EXCHANGES and COMPANIES lists in `extra` (comma
/// between), as are UNKNOWN, MKNOTE, the other attributes and what stands behind the date. Text
/// directly inside TEXT is part of the body. The agency's sign-off and the filler of briefs go to
/// `removed`.
///
/// Why it is none; empty: `article` is filled.
std::string parse_reuters_story(std::string_view sgml, Article& article);

/// Resolves "&lt;", "&amp;", "&gt;", "&quot;", "&apos;" and numbers; what is no entity stays.
std::string resolve_entities(std::string_view text);

}  // namespace dateline::archive
