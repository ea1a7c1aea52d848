#include <string>

#include <doctest/doctest.h>

#include "text/break_classes.h"
#include "text/known_analyser.h"

using namespace dateline;
using text::BreakClass;

TEST_CASE("letters, digits and spaces have the classes of Unicode") {
  const text::BreakClasses& classes = text::break_classes();
  CHECK(classes.latin['a'] == BreakClass::letter);
  CHECK(classes.latin[0xE9] == BreakClass::letter);
  CHECK(classes.latin['7'] == BreakClass::number);
  CHECK(classes.latin['_'] == BreakClass::extender);
  CHECK(classes.latin[' '] == BreakClass::other);
  CHECK(classes.latin['.'] == BreakClass::mid_any);
  CHECK(classes.punctuation[0x2019 - text::BreakClasses::punctuation_begin] == BreakClass::mid_any);
}

TEST_CASE("classes written as digits are read back as they were") {
  const text::BreakClasses classes = text::probe_break_classes();
  const auto back = text::break_classes_of(text::to_digits(classes));
  REQUIRE(back);
  CHECK(*back == classes);
}

TEST_CASE("digits that are not of classes are not read") {
  std::string digits = text::to_digits(text::probe_break_classes());
  CHECK_FALSE(text::break_classes_of(digits + "0"));
  CHECK_FALSE(text::break_classes_of(digits.substr(1)));
  CHECK_FALSE(text::break_classes_of(""));
  digits.back() = '8';
  CHECK_FALSE(text::break_classes_of(digits));
  digits.back() = ' ';
  CHECK_FALSE(text::break_classes_of(digits));
}

TEST_CASE("a program that the build has found out nothing about asks its analyser") {
  CHECK(text::known_analyser() == nullptr);
  CHECK(text::trusted_analyser() == nullptr);
  CHECK(text::break_classes() == text::probe_break_classes());
}
