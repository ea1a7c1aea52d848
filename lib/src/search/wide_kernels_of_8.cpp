#include "search/wide_kernels.h"

#if defined(__x86_64__) && defined(__AVX2__)

#include <immintrin.h>

#include "base/processor.h"

namespace dateline::search::wide {
namespace {

// For each byte the numbers of its ones, ascending.
struct Ones {
  alignas(8) unsigned char of_byte[256][8];
};

constexpr Ones ones_of_bytes() {
  Ones out{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    unsigned found = 0;
    for (unsigned i = 0; i < 8; ++i) {
      if ((byte >> i & 1U) != 0) out.of_byte[byte][found++] = static_cast<unsigned char>(i);
    }
  }
  return out;
}

constexpr Ones ones = ones_of_bytes();

// From so many ones in a group of words on to look at each byte takes less time than to guess wrong
// where the ones of a word end (measured).
constexpr std::size_t group = 8;
constexpr std::size_t ones_worth_bytewise = 28;

std::uint32_t* list_few(std::uint64_t word, std::uint32_t base, std::uint32_t* out) {
  constexpr int at_once = 4;
  constexpr std::uint64_t never_zero = std::uint64_t{1} << 63U;
  std::uint32_t* const end = out + __builtin_popcountll(word);
  for (int i = 0; i < at_once; ++i, word &= word - 1) {
    out[i] = base + static_cast<std::uint32_t>(__builtin_ctzll(word | never_zero));
  }
  for (out += at_once; word != 0; word &= word - 1) {
    *out++ = base + static_cast<std::uint32_t>(__builtin_ctzll(word));
  }
  return end;
}

std::uint32_t* list_many(std::uint64_t word, std::uint32_t base, std::uint32_t* out) {
  for (std::uint32_t i = 0; i < 64; i += 8, word >>= 8U) {
    const unsigned byte = word & 0xFFU;
    const auto* numbers = reinterpret_cast<const __m128i*>(ones.of_byte[byte]);
    const __m256i first = _mm256_set1_epi32(static_cast<int>(base + i));
    const __m256i eight = _mm256_add_epi32(_mm256_cvtepu8_epi32(_mm_loadl_epi64(numbers)), first);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), eight);
    out += __builtin_popcount(byte);
  }
  return out;
}

std::size_t list_bits(const std::uint64_t* words, std::size_t count, std::uint32_t base,
                      std::uint32_t* out) {
  const std::uint32_t* const begin = out;
  for (std::size_t at = 0; at < count; at += group) {
    const std::size_t end = at + group < count ? at + group : count;
    std::size_t found = 0;
    for (std::size_t i = at; i < end; ++i) {
      found += static_cast<std::size_t>(__builtin_popcountll(words[i]));
    }
    if (found * group < ones_worth_bytewise * (end - at)) {
      for (std::size_t i = at; i < end; ++i, base += 64) out = list_few(words[i], base, out);
    } else {
      for (std::size_t i = at; i < end; ++i, base += 64) out = list_many(words[i], base, out);
    }
  }
  return static_cast<std::size_t>(out - begin);
}

}  // namespace

ListBits list_bits_of_8() {
  return base::has_avx2() && base::has_popcnt() ? list_bits : nullptr;
}

}  // namespace dateline::search::wide

#else

namespace dateline::search::wide {

ListBits list_bits_of_8() {
  return nullptr;
}

}  // namespace dateline::search::wide

#endif
