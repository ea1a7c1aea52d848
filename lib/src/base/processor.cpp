#include "base/processor.h"

// Clang does not know the _Bool of that header.
#if __has_include(<sys/platform/x86.h>) && !defined(__clang__)
#include <sys/platform/x86.h>
#endif

// The loader of glibc has found out all when the program started. To ask the processor again, as
// the compiler's __builtin_cpu_supports does before main, takes a virtual machine 20 us for each of
// some ten questions.
#if defined(CPU_FEATURE_ACTIVE)
#define DATELINE_HAS(glibc, compiler) (CPU_FEATURE_ACTIVE(glibc) != 0)
#elif defined(__x86_64__)
#define DATELINE_HAS(glibc, compiler) (__builtin_cpu_supports(compiler) != 0)
#else
#define DATELINE_HAS(glibc, compiler) false
#endif

namespace dateline::base {

bool has_popcnt() {
  static const bool out = DATELINE_HAS(POPCNT, "popcnt");
  return out;
}

bool has_avx2() {
  static const bool out = DATELINE_HAS(AVX2, "avx2");
  return out;
}

bool has_avx512_vbmi2() {
  static const bool out =
      DATELINE_HAS(AVX512F, "avx512f") && DATELINE_HAS(AVX512BW, "avx512bw") &&
      DATELINE_HAS(AVX512VL, "avx512vl") && DATELINE_HAS(AVX512DQ, "avx512dq") &&
      DATELINE_HAS(AVX512_VBMI, "avx512vbmi") && DATELINE_HAS(AVX512_VBMI2, "avx512vbmi2");
  return out;
}

}  // namespace dateline::base
