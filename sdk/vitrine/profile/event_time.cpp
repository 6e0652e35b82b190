// SPDX-License-Identifier: Apache-2.0
#include <vitrine/profile/event_time.h>

#include <array>
#include <cstddef>
#include <utility>

namespace vitrine {
namespace {

constexpr std::int64_t kSecondMs = 1000;
constexpr std::int64_t kMinuteMs = 60 * kSecondMs;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
constexpr std::int64_t kDayMs = 24 * kHourMs;

constexpr bool IsDigit(char character) { return character >= '0' && character <= '9'; }

bool IsLeap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int DaysIn(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays.at(static_cast<std::size_t>(month - 1)) + (month == 2 && IsLeap(year) ? 1 : 0);
}

// Days from 1970-01-01 to a date of the Gregorian calendar.
std::int64_t DaysSince1970(int year, int month, int day) {
  const auto until = [](int before) {
    return before * 365 + before / 4 - before / 100 + before / 400;
  };
  std::int64_t days = until(year - 1) - until(1969) + day - 1;
  for (int earlier = 1; earlier < month; ++earlier) {
    days += DaysIn(year, earlier);
  }
  return days;
}

// Takes a text in from left to right.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool AtEnd() const { return rest_.empty(); }

  bool Skip(std::string_view any_of) {
    if (rest_.empty() || !any_of.contains(rest_.front())) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }

  // Exactly so many digits, or -1.
  int Number(std::size_t digits) {
    if (rest_.size() < digits) {
      return -1;
    }
    int number = 0;
    for (const char character : rest_.substr(0, digits)) {
      if (!IsDigit(character)) {
        return -1;
      }
      number = number * 10 + (character - '0');
    }
    rest_.remove_prefix(digits);
    return number;
  }

  // The digits behind a decimal point, in thousandths; -1 where there are none.
  int Thousandths() {
    int thousandths = -1;
    for (int unit = 100; !rest_.empty() && IsDigit(rest_.front()); unit /= 10) {
      thousandths = (thousandths < 0 ? 0 : thousandths) + unit * (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return thousandths;
  }

 private:
  std::string_view rest_;
};

// "Z" or "+01:00" in milliseconds.
std::optional<std::int64_t> ReadOffset(Cursor& cursor) {
  if (cursor.Skip("Zz")) {
    return 0;
  }
  const bool west = cursor.Skip("-");
  if (!west && !cursor.Skip("+")) {
    return std::nullopt;
  }
  const int hours = cursor.Number(2);
  const bool colon = cursor.Skip(":");
  const int minutes = cursor.Number(2);
  if (hours < 0 || hours > 23 || !colon || minutes < 0 || minutes > 59) {
    return std::nullopt;
  }
  const std::int64_t offset_ms = hours * kHourMs + minutes * kMinuteMs;
  return west ? -offset_ms : offset_ms;
}

}  // namespace

std::optional<std::int64_t> ReadRfc3339(std::string_view text) {
  Cursor cursor(text);
  const int year = cursor.Number(4);
  bool formed = cursor.Skip("-");
  const int month = cursor.Number(2);
  formed = formed && cursor.Skip("-");
  const int day = cursor.Number(2);
  formed = formed && cursor.Skip("Tt ");
  const int hour = cursor.Number(2);
  formed = formed && cursor.Skip(":");
  const int minute = cursor.Number(2);
  formed = formed && cursor.Skip(":");
  const int second = cursor.Number(2);
  const int milliseconds = cursor.Skip(".") ? cursor.Thousandths() : 0;
  const auto offset_ms = ReadOffset(cursor);
  const bool dated =
      year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= DaysIn(year, month);
  const bool timed = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 &&
                     second <= 60 && milliseconds >= 0;
  if (!formed || !dated || !timed || !offset_ms || !cursor.AtEnd()) {
    return std::nullopt;
  }
  const std::int64_t time_ms = DaysSince1970(year, month, day) * kDayMs + hour * kHourMs +
                               minute * kMinuteMs + second * kSecondMs + milliseconds - *offset_ms;
  return time_ms < 0 ? std::nullopt : std::optional(time_ms);
}

std::optional<std::int64_t> TimeOf(JsonView object) {
  constexpr std::pair<const char*, double> kNumbers[] = {
      {"time_ms", 1.0}, {"timestamp_micros", 1e-3}, {"event_timestamp", 1e-3}, {"gtm.start", 1.0}};
  for (const auto& [name, unit_ms] : kNumbers) {
    if (const auto time_ms = object[name].TimeIn(unit_ms)) {
      return time_ms;
    }
  }
  const auto text_time = [&object](const char* name) {
    const auto text = object[name].Text();
    return text ? ReadRfc3339(*text) : std::nullopt;
  };
  for (const char* name : {"timestamp", "eventTime"}) {
    if (const auto time_ms = text_time(name)) {
      return time_ms;
    }
  }
  const auto original = text_time("originalTimestamp");
  const auto sent = text_time("sentAt");
  const auto received = text_time("receivedAt");
  if (original && sent && received) {
    const std::int64_t time_ms = *received - (*sent - *original);
    return time_ms < 0 ? received : time_ms;
  }
  return original ? original : sent ? sent : received;
}

}  // namespace vitrine
