#pragma once

#include <string>
#include <vector>

#include <xapian.h>

#include "search/plan.h"
#include "unit/search/random_archive.h"

namespace dateline::test {

/// Makes plans of every operator for one database.
class RandomPlans {
 public:
  explicit RandomPlans(const Xapian::Database& database);

  /// `depth`: how far operators nest.
  search::Plan plan(Random& random, unsigned depth);

 private:
  const std::string& word(Random& random) const;
  search::Plan leaf(Random& random);
  search::Plan near(Random& random) const;
  search::Plan run(Random& random) const;

  std::vector<std::string> stems_;
  std::vector<std::string> words_;   ///< with positions
  std::vector<std::string> others_;  ///< facets, dates, ids, marks
};

/// Plans that are `plan` but for one thing left out: what a failure shrinks by.
std::vector<search::Plan> simpler(const search::Plan& plan);

}  // namespace dateline::test
