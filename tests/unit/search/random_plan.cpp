#include "unit/search/random_plan.h"

#include <array>
#include <utility>

namespace dateline::test {

using search::Plan;
using Op = Plan::Op;

RandomPlans::RandomPlans(const Xapian::Database& database) {
  for (auto at = database.allterms_begin(); at != database.allterms_end(); ++at) {
    const std::string name = *at;
    if (name.starts_with('Z') && (name[1] < 'A' || name[1] > 'Z')) {
      stems_.push_back(name);
    } else if (name.front() == 'S' || name.front() < 'A' || name.front() > 'Z') {
      words_.push_back(name);
    } else {
      others_.push_back(name);
    }
  }
}

const std::string& RandomPlans::word(Random& random) const {
  static const std::string none = "zeppelin";
  return random.one_in(30) ? none : random.pick(words_);
}

Plan RandomPlans::leaf(Random& random) {
  switch (random.below(12)) {
    case 0:
      return search::everything();
    case 1:
      return random.one_in(4) ? search::nothing() : search::term("Zzeppelin");
    case 2:
      return run(random);
    case 3:
      return near(random);
    case 4:
    case 5:
      return search::term(random.pick(others_));
    case 6:
      return search::term(word(random));
    default:
      return search::term(random.pick(stems_));
  }
}

Plan RandomPlans::run(Random& random) const {
  std::vector<std::string> terms;
  for (std::size_t i = 1 + random.below(3); i > 0; --i) terms.push_back(word(random));
  return search::phrase(std::move(terms));
}

Plan RandomPlans::near(Random& random) const {
  Plan out;
  out.op = Op::near;
  out.distance = static_cast<unsigned>(1 + random.below(5));
  out.ordered = random.one_in(2);
  for (std::size_t i = 2 + random.below(2); i > 0; --i) {
    std::vector<Plan> runs;
    for (std::size_t j = 1 + random.below(2); j > 0; --j) runs.push_back(run(random));
    out.parts.push_back(search::any_of(std::move(runs)));
  }
  return out;
}

Plan RandomPlans::plan(Random& random, unsigned depth) {
  static constexpr std::array factors{0.0, 0.5, 1.0, 2.5};
  if (depth == 0 || random.one_in(6)) return leaf(random);
  const auto part = [&] { return plan(random, depth - 1); };
  const auto parts = [&] {
    std::vector<Plan> out;
    for (std::size_t i = 1 + random.below(4); i > 0; --i) out.push_back(part());
    return out;
  };
  switch (random.below(9)) {
    case 0:
      return search::all_of(parts());
    case 1:
    case 2:
      return search::any_of(parts());
    case 3:
      return search::best_of(parts());
    case 4: {
      std::vector<Plan> some = parts();
      const auto count = static_cast<unsigned>(random.below(some.size() + 1));
      return search::at_least(std::move(some), count);
    }
    case 5: {
      Plan wanted = part();
      return search::without(std::move(wanted), search::filter(part()));
    }
    case 6: {
      Plan wanted = part();
      return search::with_weight(std::move(wanted), part());
    }
    case 7:
      return search::scaled(part(), random.pick(factors));
    default:
      return search::bonus(part(), 0.25 * static_cast<double>(1 + random.below(16)));
  }
}

std::vector<Plan> simpler(const Plan& plan) {
  std::vector<Plan> out = plan.parts;
  const bool list = plan.op == Op::all_of || plan.op == Op::any_of || plan.op == Op::best_of ||
                    plan.op == Op::at_least || plan.op == Op::near;
  for (std::size_t i = 0; i < plan.parts.size(); ++i) {
    if (list && plan.parts.size() > 2) {
      Plan fewer = plan;
      fewer.parts.erase(fewer.parts.begin() + static_cast<std::ptrdiff_t>(i));
      if (fewer.count <= fewer.parts.size()) out.push_back(std::move(fewer));
    }
    for (Plan& each : simpler(plan.parts[i])) {
      // An operand of NEAR is made of terms and phrases.
      if (plan.op == Op::near) break;
      Plan changed = plan;
      changed.parts[i] = std::move(each);
      out.push_back(std::move(changed));
    }
  }
  return out;
}

}  // namespace dateline::test
