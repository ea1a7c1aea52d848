#include <doctest/doctest.h>

#include <string>

#include "quality/report.h"

using namespace dateline::quality;

TEST_CASE("what was found is counted as right, wrong and missed") {
  Counts counts;
  counts.add<std::string>({"a", "b", "c"}, {"a", "x"});
  counts.add<std::string>({}, {"y"});
  CHECK(counts.right == 1);
  CHECK(counts.wrong == 2);
  CHECK(counts.missed == 2);
  CHECK(counts.precision() == doctest::Approx(1.0 / 3));
  CHECK(counts.recall() == doctest::Approx(1.0 / 3));
  CHECK(counts.f1() == doctest::Approx(1.0 / 3));
  CHECK(Counts{}.f1() == 0);
}

TEST_CASE("figures are rounded before they are cut") {
  CHECK(figure(0.9234) == ".923");
  CHECK(figure(0.9999) == "1.00");
  CHECK(figure(4.812) == "4.81");
  CHECK(figure(0) == ".000");
}

TEST_CASE("systems that were measured alike stand together in the table") {
  const Score one{.part = "people", .measured_on = "A", .measure = "F1", .value = 0.5};
  Score names = one;
  Score spans = one;
  spans.measure = "recall";
  Scores scores;
  for (const char* system : {"first", "second"}) {
    names.system = spans.system = system;
    scores.push_back(names);
    scores.push_back(spans);
  }
  CHECK(markdown_table(scores) ==
        "| part | measured on | system | measure | value | detail |\n|---|---|---|---|---:|---|\n"
        "| people | A | first | F1 | .500 |  |\n"
        "| people | A | second | F1 | .500 |  |\n"
        "| people | A | first | recall | .500 |  |\n"
        "| people | A | second | recall | .500 |  |\n");
}
