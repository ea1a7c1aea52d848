#pragma once

#include "dateline/error.h"

namespace dateline::store {

/// What a segment says cannot be, or is not what was written: everything that can be wrong with one
/// is told by this class. Unlike other damage it is no reason not to answer: the database, or
/// segments made anew of it, can. `what()` is a sentence without its full stop.
class DamagedSegmentError : public CorruptError {
 public:
  using CorruptError::CorruptError;
};

}  // namespace dateline::store
