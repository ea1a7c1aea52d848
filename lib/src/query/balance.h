#pragma once

#include "query/note_list.h"
#include "query/token.h"

namespace dateline::query {

/// Makes any tokens a sentence of the language, so that parsing cannot fail:
/// - every parenthesis has its partner and something inside, none is nested deeper than
/// max_nesting;
/// - every operator stands where it has operands (elsewhere it is a word), every boost behind one.
/// Complains to `notes` about each change.
Tokens balance(Tokens tokens, NoteList& notes);

}  // namespace dateline::query
