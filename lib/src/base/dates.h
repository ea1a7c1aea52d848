#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dateline/article.h"

namespace dateline::base {

/// A point in time as an archive writes it: the day in its own zone and, where a time and a zone
/// (or none, then read as UTC) are told, the instant.
struct Timestamp {
  Date day;
  std::optional<std::int64_t> instant;  ///< seconds since 1970 UTC
  bool operator==(const Timestamp&) const = default;
};

/// Reads one date as archives hold them, the whole of `text` but for surrounding space:
/// ISO 8601 ("2007-02-22", "20070222", "2007-02-22T10:00:00+03:00"), "200702221530" and
/// "20070222153000", RFC 2822, "26-FEB-1987 15:01:01.79", "February 22, 2007", "Feb. 22, 2007",
/// "22 February 2007", seconds since 1970 (nine or ten digits: from 1973 to 2286) or milliseconds
/// (thirteen: from 1970 to 2286). Absent if it is none of these, is not in the calendar or not in
/// years 1 to 9999.
/// Numeric day/month forms ("1/2/2007") are ambiguous and not read.
std::optional<Timestamp> parse_timestamp(std::string_view text);

using dateline::DateSpan;

/// A period as people write it in a query: "2007", "2007-02", "2007-02-22", "2007-2-3" or any form
/// of parse_timestamp; the whole of `text`.
std::optional<DateSpan> parse_period(std::string_view text);

/// Month by its English name or abbreviation, with or without a dot, in any case: "Feb." is 2.
/// 0 if it is none.
unsigned month_by_name(std::string_view name);

/// "2007-02-22".
std::string to_string(Date date);

/// The day `count` days later (earlier if negative), held inside years 1 to 9999.
Date add_days(Date date, int count);

/// Days since 1970-01-01.
std::int32_t day_number(Date date);
Date day_from_number(std::int32_t number);

}  // namespace dateline::base
