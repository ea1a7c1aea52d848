#pragma once

#include "dateline/error.h"

namespace dateline::store {

/// What a segment says cannot be, or is not what was written. Unlike other damage it is no reason
/// not to answer: the database, or segments made anew of it, can.
class DamagedSegmentError : public CorruptError {
 public:
  using CorruptError::CorruptError;
};

}  // namespace dateline::store
