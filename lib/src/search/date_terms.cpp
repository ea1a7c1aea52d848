#include "search/date_terms.h"

#include <algorithm>
#include <chrono>

#include "base/dates.h"
#include "store/schema.h"

namespace dateline::search {
namespace {

namespace schema = store::schema;
using std::chrono::days;
using std::chrono::sys_days;

Date first_of_month(Date day) {
  return day.year() / day.month() / 1;
}
Date last_of_month(Date day) {
  return day.year() / day.month() / std::chrono::last;
}
Date first_of_year(Date day) {
  return day.year() / 1 / 1;
}
Date last_of_year(Date day) {
  return day.year() / 12 / 31;
}

}  // namespace

std::vector<std::string> date_terms(Date from, Date to) {
  std::vector<std::string> out;
  for (sys_days at = from; at <= sys_days(to);) {
    const Date day = at;
    if (day == first_of_year(day) && last_of_year(day) <= to) {
      out.push_back(schema::year_term(static_cast<int>(day.year())));
      at = sys_days(last_of_year(day)) + days(1);
    } else if (day == first_of_month(day) && last_of_month(day) <= to) {
      out.push_back(schema::month_term(day));
      at = sys_days(last_of_month(day)) + days(1);
    } else {
      out.push_back(schema::day_term(day));
      at += days(1);
    }
  }
  return out;
}

Plan date_filter(Vocabulary& vocabulary, std::optional<Date> from, std::optional<Date> to) {
  if (!from && !to) return everything();
  // Beyond the days of the archive there is nothing to name terms for.
  const auto days = vocabulary.days();
  if (!days) return nothing();
  std::vector<Plan> terms;
  const Date begin = std::max(from.value_or(days->first), days->first);
  const Date end = std::min(to.value_or(days->last), days->last);
  for (std::string& each : date_terms(begin, end)) terms.push_back(term(std::move(each)));
  return filter(any_of(std::move(terms)));
}

}  // namespace dateline::search
