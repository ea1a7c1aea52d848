#include "query/date_expression.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/dates.h"
#include "base/utf8.h"
#include "query/characters.h"

namespace dateline::query {
namespace {

namespace chrono = std::chrono;

using Period = std::optional<DateSpan>;

enum class Unit { day, week, month, year };

constexpr std::array<std::string_view, 12> small_numbers{"one",  "two", "three",  "four",
                                                         "five", "six", "seven",  "eight",
                                                         "nine", "ten", "eleven", "twelve"};

constexpr DateSpan calendar{{chrono::year{1}, chrono::month{1}, chrono::day{1}},
                            {chrono::year{9999}, chrono::month{12}, chrono::day{31}}};

// Lower case, split at spaces.
std::vector<std::string> words_of(std::string_view text) {
  const std::string lower = base::to_lower_ascii(text);
  std::vector<std::string> out(1);
  for (char each : lower) {
    if (static_cast<unsigned char>(each) <= ' ') {
      if (!out.back().empty()) out.emplace_back();
    } else {
      out.back() += each;
    }
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

std::optional<Unit> unit_of(std::string_view word) {
  if (word.ends_with('s')) word.remove_suffix(1);
  if (word == "day") return Unit::day;
  if (word == "week") return Unit::week;
  if (word == "month") return Unit::month;
  if (word == "year") return Unit::year;
  return std::nullopt;
}

std::optional<int> count_of(std::string_view word) {
  const auto* spelled = std::find(small_numbers.begin(), small_numbers.end(), word);
  if (spelled != small_numbers.end()) return static_cast<int>(spelled - small_numbers.begin()) + 1;
  int count = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), count);
  if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  const int all_days = base::day_number(calendar.last) - base::day_number(calendar.first) + 1;
  if (count < 1 || count > all_days) return std::nullopt;
  return count;
}

// The day so many months before, the last one of its month where that is shorter.
Date months_before(Date day, int months) {
  constexpr int all_months = 12 * 9999;  // a chrono::year is too short for more
  const auto month = day.year() / day.month() - chrono::months{std::min(months, all_months)};
  if (month.year() < calendar.first.year()) return calendar.first;
  const Date same_day = month / day.day();
  return same_day.ok() ? same_day : Date{month / chrono::last};
}

// So many units that end with today.
DateSpan up_to(Date today, int count, Unit unit) {
  switch (unit) {
    case Unit::day:
      return {base::add_days(today, 1 - count), today};
    case Unit::week:
      return {base::add_days(today, 1 - 7 * count), today};
    case Unit::month:
      return {base::add_days(months_before(today, count), 1), today};
    case Unit::year:
      break;
  }
  return {base::add_days(months_before(today, 12 * count), 1), today};
}

DateSpan whole_month(Date day) {
  const auto month = day.year() / day.month();
  return {month / chrono::day{1}, Date{month / chrono::last}};
}

DateSpan whole_year(Date day) {
  return {day.year() / chrono::January / 1, day.year() / chrono::December / 31};
}

// The day, week, month or year that `day` is in.
DateSpan calendar_unit(Date day, Unit unit) {
  switch (unit) {
    case Unit::day:
      return {day, day};
    case Unit::week: {
      const chrono::weekday weekday{chrono::sys_days{day}};
      const Date monday = base::add_days(day, 1 - static_cast<int>(weekday.iso_encoding()));
      return {monday, base::add_days(monday, 6)};
    }
    case Unit::month:
      return whole_month(day);
    case Unit::year:
      break;
  }
  return whole_year(day);
}

DateSpan unit_before(Date day, Unit unit) {
  return calendar_unit(base::add_days(calendar_unit(day, unit).first, -1), unit);
}

// "February 2007".
Period month_and_year(const std::vector<std::string>& words) {
  if (words.size() != 2 || words[1].size() != 4) return std::nullopt;
  const unsigned month =
      base::month_by_name(std::string_view(words[0]).substr(0, words[0].find_last_not_of(',') + 1));
  const auto year = base::parse_period(words[1]);
  if (month == 0 || !year) return std::nullopt;
  return whole_month(year->first.year() / chrono::month{month} / 1);
}

Period natural_period(std::string_view text, Date today) {
  const auto words = words_of(text);
  if (words.size() == 1 && words[0] == "today") return DateSpan{today, today};
  if (words.size() == 1 && words[0] == "yesterday") return unit_before(today, Unit::day);
  if (words.size() < 2) return std::nullopt;
  const auto unit = unit_of(words.back());
  const bool before = words[0] == "last" || words[0] == "past" || words[0] == "previous";
  if (words.size() == 2 && unit && before) return unit_before(today, *unit);
  if (words.size() == 2 && unit && words[0] == "this") return calendar_unit(today, *unit);
  if (words.size() == 3 && unit && before) {
    if (const auto count = count_of(words[1])) return up_to(today, *count, *unit);
  }
  return month_and_year(words);
}

class Reader {
 public:
  Reader(DateForms forms, Date today) : forms_(forms), today_(today) {}

  DateReading within(std::string_view text) const {
    const auto dots = text.find("..");
    if (dots == std::string_view::npos) {
      const auto period = read(text);
      if (!period) return not_a_date(text);
      return {DateRange{period->first, period->last}, {}};
    }
    return range(text.substr(0, dots), text.substr(dots + 2));
  }

  DateReading beyond(DateKey key, std::string_view text) const {
    const auto period = read(text);
    if (!period) return not_a_date(text);
    const bool before = key == DateKey::before;
    if (before ? period->first == calendar.first : period->last == calendar.last) {
      return {std::nullopt, fmt::format("there is no day {} {}", before ? "before" : "after",
                                        base::to_string(before ? period->first : period->last))};
    }
    if (before) return {DateRange{std::nullopt, base::add_days(period->first, -1)}, {}};
    return {DateRange{base::add_days(period->last, 1), std::nullopt}, {}};
  }

 private:
  Period read(std::string_view text) const {
    if (auto period = base::parse_period(text)) return period;
    return forms_ == DateForms::natural ? natural_period(text, today_) : std::nullopt;
  }

  DateReading range(std::string_view from, std::string_view to) const {
    from = trim_spaces(from);
    to = trim_spaces(to);
    if (from.empty() && to.empty()) return {std::nullopt, "a range of dates needs an end"};
    const Period first = from.empty() ? calendar : read(from);
    const Period last = to.empty() ? calendar : read(to);
    if (!first) return not_a_date(from);
    if (!last) return not_a_date(to);
    if (first->first > last->last) {
      return {DateRange{last->first, first->last}, "the range of dates ends before it begins"};
    }
    DateRange out{first->first, last->last};
    if (from.empty()) out.from.reset();
    if (to.empty()) out.to.reset();
    return {out, {}};
  }

  DateReading not_a_date(std::string_view text) const {
    if (forms_ == DateForms::numeric && natural_period(text, today_)) {
      return {std::nullopt, fmt::format("'{}' is a date only inside quotes", text)};
    }
    return {std::nullopt, fmt::format("'{}' is no date", text)};
  }

  DateForms forms_;
  Date today_;
};

}  // namespace

DateReading read_date(DateKey key, std::string_view text, DateForms forms, Date today) {
  const Reader reader(forms, today);
  return key == DateKey::within ? reader.within(text) : reader.beyond(key, text);
}

}  // namespace dateline::query
