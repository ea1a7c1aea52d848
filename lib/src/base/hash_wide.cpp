#include "base/hash_wide.h"

#include "base/processor.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace dateline::base {

std::uint64_t wide_hash64(const void* bytes, std::size_t size) {
  return XXH3_64bits(bytes, size);
}

bool wide_hash_runs_here() {
#if defined(__x86_64__) && defined(__AVX2__)
  return has_avx2();
#else
  return false;
#endif
}

}  // namespace dateline::base
