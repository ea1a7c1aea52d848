#pragma once

#include <string_view>

#include "dateline/article.h"
#include "query/note_list.h"
#include "query/token.h"

namespace dateline::query {

/// Cuts a query into tokens, which hold views of `text`, valid UTF-8. What follows a field directly
/// belongs to it. The order of the tokens may still be none of the language: see balance.h.
Tokens lex(std::string_view text, Date today, NoteList& notes);

}  // namespace dateline::query
