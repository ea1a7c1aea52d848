#include <climits>
#include <cstdint>
#include <optional>
#include <string_view>

#include <doctest/doctest.h>

#include "base/dates.h"

using namespace dateline;
using namespace dateline::base;
using namespace std::chrono_literals;

namespace {

constexpr Date february_22 = 2007y / 2 / 22;
constexpr std::int64_t midnight = 1172102400;  // 2007-02-22 00:00 UTC

void check_timestamp(std::string_view text, Date day, std::optional<std::int64_t> instant) {
  INFO(text);
  const auto timestamp = parse_timestamp(text);
  REQUIRE(timestamp);
  CHECK(timestamp->day == day);
  CHECK(timestamp->instant == instant);
}

void check_unread(std::string_view text) {
  INFO(text);
  CHECK_FALSE(parse_timestamp(text));
}

}  // namespace

TEST_CASE("a day without a time has no instant") {
  for (const auto* text :
       {"2007-02-22", "20070222", "  2007-02-22\n", "February 22, 2007", "Feb. 22, 2007",
        "FEB 22 2007", "22 February 2007", "22 Feb. 2007", "22-Feb-2007", "February 22,2007",
        "Thursday, February 22, 2007", "Thu 22 Feb 2007"}) {
    check_timestamp(text, february_22, std::nullopt);
  }
}

TEST_CASE("a time without a zone is read as UTC") {
  check_timestamp("2007-02-22T10:00:00", february_22, midnight + 36000);
  check_timestamp("2007-02-22 10:00", february_22, midnight + 36000);
  check_timestamp("20070222T100001Z", february_22, midnight + 36001);
  check_timestamp("2007-02-22T10:00:00.75Z", february_22, midnight + 36000);
  check_timestamp("26-FEB-1987 15:01:01.79", 1987y / 2 / 26, 541350061);
}

TEST_CASE("the day is that of the zone, the instant that of UTC") {
  check_timestamp("2007-02-22T01:00:00+03:00", february_22, midnight - 7200);
  check_timestamp("2007-02-22T01:00+0300", february_22, midnight - 7200);
  check_timestamp("2007-02-22T23:30:00-05", february_22, midnight + 86400 + 16200);
  check_timestamp("Thu, 22 Feb 2007 10:00:00 -0800 (PST)", february_22, midnight + 64800);
  check_timestamp("22 Feb 2007 10:00 EST", february_22, midnight + 54000);
  check_timestamp("Thu, 22 Feb 2007 10:00:00 GMT", february_22, midnight + 36000);
}

TEST_CASE("a zone that is not known leaves the day") {
  check_timestamp("22 Feb 2007 10:00:00 MSK", february_22, std::nullopt);
}

TEST_CASE("clocks of twelve hours are read") {
  check_timestamp("February 22, 2007, 3:05 p.m.", february_22, midnight + 15 * 3600 + 300);
  check_timestamp("February 22, 2007 12:00 AM", february_22, midnight);
  check_timestamp("February 22, 2007 12:30 PM", february_22, midnight + 45000);
  check_timestamp("February 22, 2007 10:00 PM EST", february_22, midnight + 27 * 3600);
  check_unread("February 22, 2007 13:00 pm");
}

TEST_CASE("nine or ten digits are seconds since 1970, thirteen milliseconds") {
  check_timestamp("1172102400", february_22, midnight);
  check_timestamp("100000000", 1973y / 3 / 3, 100000000);
  check_timestamp("9999999999", 2286y / 11 / 20, 9999999999);
  check_timestamp("1172102400999", february_22, midnight);
  check_unread("11721024000");
  check_unread("117210240000012");
}

TEST_CASE("a day and its time may be one run of digits") {
  check_timestamp("200702221530", february_22, midnight + 15 * 3600 + 30 * 60);
  check_timestamp("20070222153007", february_22, midnight + 15 * 3600 + 30 * 60 + 7);
  check_unread("200702301530");
  check_unread("200702222430");
  check_unread("253402300799");
  check_unread("20070222153060000");
}

TEST_CASE("what is no date, or one of no calendar, is not read") {
  for (const auto* text : {"",
                           " ",
                           "2007",
                           "2007-02",
                           "2007-02-30",
                           "2007-13-01",
                           "0000-01-01",
                           "1/2/2007",
                           "02-03-2007",
                           "2007-0222",
                           "2007-02-22x",
                           "2007-02-22T",
                           "2007-02-22T25:00",
                           "2007-02-22T10:60",
                           "2007-02-22T10:00+3",
                           "2007-02-22T10:00 here",
                           "22 Febtober 2007",
                           "February 2007",
                           "February 30, 2007",
                           "22 February 07",
                           "yesterday",
                           "2007-02-22 (",
                           "Thu",
                           "10000-01-01",
                           "-2007-02-22"}) {
    check_unread(text);
  }
}

TEST_CASE("a period spans its first and last day") {
  CHECK(parse_period("2007") == DateSpan{2007y / 1 / 1, 2007y / 12 / 31});
  CHECK(parse_period("2007-02") == DateSpan{2007y / 2 / 1, 2007y / 2 / 28});
  CHECK(parse_period("2008-2") == DateSpan{2008y / 2 / 1, 2008y / 2 / 29});
  CHECK(parse_period(" 2007-2-3 ") == DateSpan{2007y / 2 / 3, 2007y / 2 / 3});
  CHECK(parse_period("2007-02-22") == DateSpan{february_22, february_22});
  CHECK(parse_period("Feb. 22, 2007") == DateSpan{february_22, february_22});
  CHECK(parse_period("2007-02-22T23:00:00-05:00") == DateSpan{february_22, february_22});
  CHECK(parse_period("0001") == DateSpan{1y / 1 / 1, 1y / 12 / 31});
  CHECK(parse_period("9999-12") == DateSpan{9999y / 12 / 1, 9999y / 12 / 31});
  for (const auto* text : {"", "0000", "20070", "2007-", "2007-13", "2007-02-", "2007-2-30",
                           "2007..", "207", "2007-02-22-01"}) {
    INFO(text);
    CHECK_FALSE(parse_period(text));
  }
}

TEST_CASE("months are known by name and abbreviation") {
  CHECK(month_by_name("January") == 1);
  CHECK(month_by_name("Feb.") == 2);
  CHECK(month_by_name("MAY") == 5);
  CHECK(month_by_name("Sept.") == 9);
  CHECK(month_by_name("december.") == 12);
  for (const auto* text : {"", ".", "J", "Ja", "Janu", "Mayor", "Febr"}) {
    INFO(text);
    CHECK(month_by_name(text) == 0);
  }
}

TEST_CASE("every day prints to what reads back as itself") {
  const auto last = day_number(9999y / 12 / 31);
  for (auto number = day_number(1y / 1 / 1); number <= last; number += 97) {
    const Date day = day_from_number(number);
    CHECK(day_number(day) == number);
    REQUIRE(parse_timestamp(to_string(day)) == Timestamp{day, std::nullopt});
  }
  CHECK(to_string(7y / 3 / 1) == "0007-03-01");
}

TEST_CASE("adding days stays inside the years 1 to 9999") {
  CHECK(add_days(february_22, 7) == 2007y / 3 / 1);
  CHECK(add_days(2008y / 3 / 1, -1) == 2008y / 2 / 29);
  CHECK(add_days(february_22, INT_MAX) == 9999y / 12 / 31);
  CHECK(add_days(february_22, INT_MIN) == 1y / 1 / 1);
}
