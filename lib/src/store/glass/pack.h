#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The numbers and strings of glass tables that `base::append_number` and `base::append_string`,
/// which glass has too, do not write.
namespace dateline::store::glass {

/// A number that ends its string: the bytes that it needs, low ones first, none for 0.
void append_last_number(std::string& out, std::uint64_t number);

/// A number whose bytes sort as the numbers do, also with more behind them: two bytes to 2^15,
/// three to 2^22, four to 2^29, else five; the leading bits say how many.
void append_sortable(std::string& out, std::uint32_t number);

/// The number that begins `bytes`, as the function before has written it; nothing if none does.
std::optional<std::uint32_t> read_sortable(std::string_view bytes);

/// A string whose bytes sort as the strings do, also with a zero byte and more behind them: each
/// zero byte is followed by a byte 0xff.
void append_sortable(std::string& out, std::string_view text);

}  // namespace dateline::store::glass
