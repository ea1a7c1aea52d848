#pragma once

#include <functional>
#include <string>

#include <xapian.h>

#include "store/segment/segment_check.h"

namespace dateline::store {

/// Compares what `database` holds of each article with what its stored record asks for, its posting
/// lists with its term lists, and its metadata with its articles: what Xapian's own check, which
/// knows only the structure, cannot see. Settings are those of require_current. Calls `report` for
/// each problem; stops at what cannot be read further, with Xapian's exception or CorruptError.
/// `segments`, if there are any, are compared too.
void check_content(const Xapian::Database& database,
                   const std::function<void(const std::string&)>& report,
                   SegmentCheck* segments = nullptr);

}  // namespace dateline::store
