#include <doctest/doctest.h>

#include "text/numbers.h"

using dateline::text::normal_number;

TEST_CASE("a number has one spelling") {
  CHECK(normal_number("7") == "7");
  CHECK(normal_number("1,250") == "1250");
  CHECK(normal_number("1'250'000") == "1250000");
  CHECK(normal_number("12,345,678.9") == "12345678.9");
  CHECK(normal_number("12.345.678,9") == "12345678.9");
  CHECK(normal_number("0,5") == "0.5");
  CHECK(normal_number("1.250") == "1.250");
  CHECK(normal_number("1,000th") == "1000th");
  CHECK(normal_number("\u0661\u066C\u0662\u0665\u0660\u066B\u0665") == "1250.5");
}

TEST_CASE("what only looks like a number is none") {
  for (const char* each : {"", "a1", "1,", ",1", "1..2", "22.02.2007", "1,2,3", "1,25,000",
                           "1234,567.8", "12345,678,901", "1.5m.2", "1 2", "5'10"}) {
    CAPTURE(each);
    CHECK_FALSE(normal_number(each).has_value());
  }
}
