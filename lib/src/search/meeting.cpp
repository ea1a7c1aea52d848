#include "search/meeting.h"

namespace dateline::search {

const Meeting* meeting() {
  static const Meeting* const out = meeting_of_16() != nullptr ? meeting_of_16() : meeting_of_8();
  return out;
}

}  // namespace dateline::search
