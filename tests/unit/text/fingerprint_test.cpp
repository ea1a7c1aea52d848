#include <string>

#include <doctest/doctest.h>

#include "text/analyzer.h"

using dateline::text::analyzer_fingerprint;

TEST_CASE("the fingerprint is 32 hexadecimal digits, the same at every call") {
  const std::string fingerprint = analyzer_fingerprint();
  CHECK(fingerprint.size() == 32);
  CHECK(fingerprint.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(analyzer_fingerprint() == fingerprint);
}
