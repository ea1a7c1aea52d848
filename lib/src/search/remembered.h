#pragma once

#include "search/facet_resolver.h"
#include "search/label_cache.h"

namespace dateline::search {

/// What searches of one commit have found out and the next ones need not read again. Thread-safe.
struct Remembered {
  LabelCache labels;
  ResolvedKeys resolved;
};

}  // namespace dateline::search
