#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline::text {

/// The one spelling of a number, without thousands separators and with a decimal point: "1,250",
/// "1'250" and "1250" give "1250"; "5.93" and "5,93" give "5.93"; "1.250,50" and "1,250.50" give
/// "1250.50". Three digits after a single comma are thousands, after a single point decimals.
/// Letters may follow ("1.5m"). Digits of every script become ASCII. Absent if `text` is no single
/// number: a date ("22.02.2007"), a list, letters first.
std::optional<std::string> normal_number(std::string_view text);

}  // namespace dateline::text
