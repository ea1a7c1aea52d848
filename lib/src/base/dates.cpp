#include "base/dates.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/utf8.h"

namespace dateline::base {
namespace {

namespace chrono = std::chrono;

constexpr Date first_day{chrono::year{1}, chrono::month{1}, chrono::day{1}};
constexpr Date last_day{chrono::year{9999}, chrono::month{12}, chrono::day{31}};

constexpr std::array<std::string_view, 12> month_names{
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> weekday_names{
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

// RFC 2822, section 4.3.
constexpr std::array<std::pair<std::string_view, int>, 12> zone_hours{{
    {"z", 0},
    {"ut", 0},
    {"utc", 0},
    {"gmt", 0},
    {"est", -5},
    {"edt", -4},
    {"cst", -6},
    {"cdt", -5},
    {"mst", -7},
    {"mdt", -6},
    {"pst", -8},
    {"pdt", -7},
}};

bool is_digit(char each) {
  return each >= '0' && each <= '9';
}
bool is_letter(char each) {
  return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
}

/// Takes a text apart from the front. A member that does not find what it wants takes nothing.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  bool at_digit() const { return !rest_.empty() && is_digit(rest_.front()); }

  bool take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take_any_of(std::string_view wanted) {
    return std::any_of(wanted.begin(), wanted.end(), [this](char each) { return take(each); });
  }

  bool spaces() {
    const auto length = std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size());
    rest_.remove_prefix(length);
    return length > 0;
  }

  /// A whole run of digits, if it is `at_least` to `at_most` long.
  std::optional<int> number(std::size_t at_least, std::size_t at_most) {
    const std::size_t length = run(is_digit);
    if (length < at_least || length > at_most) return std::nullopt;
    return fixed_number(length);
  }

  /// The next `length` characters, if they are digits; more may follow.
  std::optional<int> fixed_number(std::size_t length) {
    if (run(is_digit) < length) return std::nullopt;
    int value = 0;
    for (char each : take_bytes(length)) value = value * 10 + (each - '0');
    return value;
  }

  std::string_view letters() { return take_bytes(run(is_letter)); }

  void skip_digits() { take_bytes(run(is_digit)); }

  /// "(Pacific Standard Time)" at the end.
  void skip_comment() {
    if (rest_.starts_with('(') && rest_.ends_with(')')) rest_ = {};
  }

 private:
  std::size_t run(bool (*belongs)(char)) const {
    return static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), belongs) -
                                    rest_.begin());
  }

  std::string_view take_bytes(std::size_t length) {
    const auto taken = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return taken;
  }

  std::string_view rest_;
};

std::optional<Date> make_date(int year, unsigned month, int day) {
  const Date date{chrono::year{year}, chrono::month{month},
                  chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok() || date < first_day || date > last_day) return std::nullopt;
  return date;
}

// "2007-02-22" or "20070222".
std::optional<Date> take_iso_date(Cursor& cursor) {
  const auto year = cursor.fixed_number(4);
  if (!year) return std::nullopt;
  const bool hyphens = cursor.take('-');
  const auto month = cursor.fixed_number(2);
  if (!month || cursor.take('-') != hyphens) return std::nullopt;
  const auto day = cursor.number(2, 2);
  if (!day) return std::nullopt;
  return make_date(*year, static_cast<unsigned>(*month), *day);
}

// "Thursday, ", "Thu, "; nothing where there is none.
void skip_weekday(Cursor& cursor) {
  Cursor ahead = cursor;
  const std::string name = to_lower_ascii(ahead.letters());
  const bool known =
      name.size() >= 3 && std::any_of(weekday_names.begin(), weekday_names.end(),
                                      [&](auto each) { return each.starts_with(name); });
  if (!known) return;
  ahead.take('.');
  ahead.take(',');
  ahead.spaces();
  cursor = ahead;
}

unsigned take_month(Cursor& cursor) {
  const unsigned month = month_by_name(cursor.letters());
  cursor.take('.');
  return month;
}

// "February 22, 2007".
std::optional<Date> take_month_first(Cursor& cursor) {
  const unsigned month = take_month(cursor);
  if (month == 0) return std::nullopt;
  cursor.spaces();
  const auto day = cursor.number(1, 2);
  if (!day) return std::nullopt;
  const bool comma = cursor.take(',');
  if (!cursor.spaces() && !comma) return std::nullopt;
  const auto year = cursor.number(4, 4);
  if (!year) return std::nullopt;
  return make_date(*year, month, *day);
}

// "22 February 2007", "26-FEB-1987".
std::optional<Date> take_day_first(Cursor& cursor) {
  const auto day = cursor.number(1, 2);
  if (!day) return std::nullopt;
  const bool hyphens = cursor.take('-');
  if (!hyphens) cursor.spaces();
  const unsigned month = take_month(cursor);
  if (month == 0) return std::nullopt;
  if (hyphens && !cursor.take('-')) return std::nullopt;
  if (!hyphens) {
    cursor.take(',');
    cursor.spaces();
  }
  const auto year = cursor.number(4, 4);
  if (!year) return std::nullopt;
  return make_date(*year, month, *day);
}

std::optional<Date> take_date(Cursor& cursor) {
  for (const auto take : {take_iso_date, take_month_first, take_day_first}) {
    Cursor ahead = cursor;
    if (const auto date = take(ahead)) {
      cursor = ahead;
      return date;
    }
  }
  return std::nullopt;
}

// "pm", "p.m.": hours to add to a clock of twelve hours; absent if the hour is none of such a
// clock.
std::optional<int> take_half_day(Cursor& cursor, int hour) {
  Cursor ahead = cursor;
  ahead.spaces();
  const bool morning = ahead.take_any_of("aA");
  const bool afternoon = !morning && ahead.take_any_of("pP");
  if (!morning && !afternoon) return 0;
  const bool dotted = ahead.take('.');
  if (!ahead.take_any_of("mM")) return 0;
  if (dotted) ahead.take('.');
  if (hour < 1 || hour > 12) return std::nullopt;
  cursor = ahead;
  return (afternoon ? 12 : 0) - (hour == 12 ? 12 : 0);
}

// "10:00", "10:00:00.25", "100000", "3:05 p.m.": seconds since midnight.
std::optional<int> take_time(Cursor& cursor) {
  const auto hour = cursor.fixed_number(cursor.at_digit() && Cursor(cursor).number(1, 1) ? 1 : 2);
  if (!hour) return std::nullopt;
  const bool colons = cursor.take(':');
  const auto minute = cursor.fixed_number(2);
  if (!minute) return std::nullopt;
  int second = 0;
  if (colons ? cursor.take(':') : cursor.at_digit()) {
    const auto told = cursor.number(2, 2);
    if (!told) return std::nullopt;
    second = *told;
    if (cursor.take_any_of(".,")) cursor.skip_digits();
  }
  const auto half = take_half_day(cursor, *hour);
  // 60 is a leap second.
  if (!half || *hour > 23 || *minute > 59 || second > 60) return std::nullopt;
  return (*hour + *half) * 3600 + *minute * 60 + second;
}

struct Zone {
  bool known = true;
  int seconds_east = 0;
};

// "+0300", "+03:00", "+03".
std::optional<Zone> take_offset(Cursor& cursor) {
  const bool west = cursor.take('-');
  if (!west && !cursor.take('+')) return std::nullopt;
  const auto hours = cursor.fixed_number(2);
  if (!hours) return std::nullopt;
  int minutes = 0;
  if (cursor.take(':') || cursor.at_digit()) {
    const auto told = cursor.number(2, 2);
    if (!told) return std::nullopt;
    minutes = *told;
  }
  if (*hours > 23 || minutes > 59) return std::nullopt;
  const int seconds = *hours * 3600 + minutes * 60;
  return Zone{.seconds_east = west ? -seconds : seconds};
}

// A zone of another name than RFC 2822 knows (MSK, CET) leaves the instant unknown, not the day.
std::optional<Zone> take_zone(Cursor& cursor) {
  cursor.spaces();
  if (auto zone = take_offset(cursor)) return zone;
  const std::string_view written = cursor.letters();
  if (written.empty()) return Zone{};
  const std::string name = to_lower_ascii(written);
  for (const auto& [each, hours] : zone_hours) {
    if (each == name) return Zone{.seconds_east = hours * 3600};
  }
  const bool abbreviation =
      written.size() >= 2 && written.size() <= 5 &&
      std::all_of(written.begin(), written.end(), [](char each) { return each <= 'Z'; });
  if (!abbreviation) return std::nullopt;
  return Zone{.known = false};
}

std::int64_t midnight(Date day) {
  return std::int64_t{day_number(day)} * 86400;
}

// Seconds (nine or ten digits) or milliseconds (thirteen) since 1970. Eight, twelve and fourteen
// are those of a calendar day.
std::optional<Timestamp> from_epoch(std::string_view digits) {
  constexpr std::size_t milliseconds = 13;
  if (digits.size() != 9 && digits.size() != 10 && digits.size() != milliseconds) {
    return std::nullopt;
  }
  std::int64_t seconds = 0;
  for (char each : digits.substr(0, digits.size() == milliseconds ? 10 : digits.size())) {
    seconds = seconds * 10 + (each - '0');
  }
  return Timestamp{day_from_number(static_cast<std::int32_t>(seconds / 86400)), seconds};
}

// "2007-2-3", "2007-2", "2007".
std::optional<DateSpan> numeric_period(std::string_view text) {
  Cursor cursor(text);
  const auto year = cursor.number(4, 4);
  if (!year) return std::nullopt;
  if (cursor.at_end()) {
    const auto first = make_date(*year, 1, 1);
    if (!first) return std::nullopt;
    return DateSpan{*first, *make_date(*year, 12, 31)};
  }
  if (!cursor.take('-')) return std::nullopt;
  const auto month = cursor.number(1, 2);
  if (!month) return std::nullopt;
  const auto first = make_date(*year, static_cast<unsigned>(*month), 1);
  if (!first) return std::nullopt;
  if (cursor.at_end()) return DateSpan{*first, Date{first->year() / first->month() / chrono::last}};
  if (!cursor.take('-')) return std::nullopt;
  const auto day = cursor.number(1, 2);
  if (!day || !cursor.at_end()) return std::nullopt;
  const auto date = make_date(*year, static_cast<unsigned>(*month), *day);
  if (!date) return std::nullopt;
  return DateSpan{*date, *date};
}

}  // namespace

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  text = trim(text);
  // "200702221530" is "20070222T1530".
  constexpr std::size_t day_digits = 8;
  std::string parted;
  if (std::all_of(text.begin(), text.end(), is_digit)) {
    if (const auto timestamp = from_epoch(text)) return timestamp;
    if (text.size() == day_digits + 4 || text.size() == day_digits + 6) {
      parted = text;
      text = parted.insert(day_digits, "T");
    }
  }
  Cursor cursor(text);
  skip_weekday(cursor);
  const auto day = take_date(cursor);
  if (!day) return std::nullopt;
  if (cursor.at_end()) return Timestamp{*day, std::nullopt};

  const bool comma = cursor.take(',');
  if (!cursor.spaces() && !comma && !cursor.take_any_of("Tt")) return std::nullopt;
  const auto time = take_time(cursor);
  if (!time) return std::nullopt;
  const auto zone = take_zone(cursor);
  cursor.spaces();
  cursor.skip_comment();
  if (!zone || !cursor.at_end()) return std::nullopt;
  if (!zone->known) return Timestamp{*day, std::nullopt};
  return Timestamp{*day, midnight(*day) + *time - zone->seconds_east};
}

std::optional<DateSpan> parse_period(std::string_view text) {
  text = trim(text);
  if (const auto period = numeric_period(text)) return period;
  const auto timestamp = parse_timestamp(text);
  if (!timestamp) return std::nullopt;
  return DateSpan{timestamp->day, timestamp->day};
}

unsigned month_by_name(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  const std::string wanted = to_lower_ascii(name);
  for (unsigned month = 1; month <= month_names.size(); ++month) {
    const std::string_view each = month_names[month - 1];
    if (wanted == each || wanted == each.substr(0, 3)) return month;
  }
  return wanted == "sept" ? 9 : 0;
}

std::string to_string(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

Date add_days(Date date, int count) {
  const auto number = std::clamp<std::int64_t>(std::int64_t{day_number(date)} + count,
                                               day_number(first_day), day_number(last_day));
  return day_from_number(static_cast<std::int32_t>(number));
}

std::int32_t day_number(Date date) {
  return static_cast<std::int32_t>(chrono::sys_days{date}.time_since_epoch().count());
}

Date day_from_number(std::int32_t number) {
  return chrono::sys_days{chrono::days{number}};
}

}  // namespace dateline::base
