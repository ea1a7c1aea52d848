#include "query/characters.h"

#include <unicode/uchar.h>

#include <doctest/doctest.h>

namespace dateline::query {
namespace {

TEST_CASE("what a character is, ICU says too, of ASCII and of the letters after it") {
  for (char32_t code = 0; code < 0x600; ++code) {
    CAPTURE(static_cast<std::uint32_t>(code));
    const auto known = static_cast<UChar32>(code);
    const auto is_in = [known](std::uint32_t mask) { return (U_GET_GC_MASK(known) & mask) != 0; };
    CHECK(is_letter(code) == is_in(U_GC_L_MASK));
    CHECK(is_letter_or_number(code) == is_in(U_GC_L_MASK | U_GC_N_MASK));
    CHECK(is_capital(code) == is_in(U_GC_LU_MASK | U_GC_LT_MASK));
    CHECK(is_mark(code) == is_in(U_GC_M_MASK));
    CHECK(is_space(code) == (u_isUWhiteSpace(known) != 0 || is_in(U_GC_CC_MASK)));
  }
}

}  // namespace
}  // namespace dateline::query
