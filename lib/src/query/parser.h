#pragma once

#include "query/note_list.h"
#include "query/token.h"
#include "query/tree.h"

namespace dateline::query {

/// The tree of balanced tokens (balance.h). From what binds loosest to what binds tightest:
///
///   group    one or more `either` side by side
///   either   both OR both ...
///   both     near AND near ...
///   near     signed NEAR signed ADJ signed ...
///   signed   NOT, + and - before `boosted`
///   boosted  primary, ^factor
///   primary  word, "phrase", pattern, filter, (group), field:primary
NodePtr parse_tokens(Tokens tokens, NoteList& notes);

}  // namespace dateline::query
