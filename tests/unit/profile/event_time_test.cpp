// SPDX-License-Identifier: Apache-2.0
#include <vitrine/profile/event_time.h>

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <optional>
#include <utility>

namespace vitrine {
namespace {

TEST(ReadRfc3339, KnownMomentsAreRight) {
  const std::pair<const char*, std::int64_t> moments[] = {
      {"1970-01-01T00:00:00Z", 0},
      {"1970-01-01T00:00:00.001Z", 1},
      {"2000-02-29T12:00:00Z", 951'825'600'000},
      {"2023-11-14T22:13:20Z", 1'700'000'000'000},
      {"2023-11-14t22:13:20z", 1'700'000'000'000},
      {"2023-11-14 22:13:20.9999Z", 1'700'000'000'999},
      {"2023-11-14T22:13:20.123456789Z", 1'700'000'000'123},
      {"2023-11-15T03:43:20.5+05:30", 1'700'000'000'500},
      {"2023-11-14T18:13:20-04:00", 1'700'000'000'000},
      {"2016-12-31T23:59:60Z", 1'483'228'800'000},
      {"9999-12-31T23:59:59Z", 253'402'300'799'000},
      // RFC 3339, section 5.8.
      {"1985-04-12T23:20:50.52Z", 482'196'050'520},
      {"1996-12-19T16:39:57-08:00", 851'042'397'000},
      {"1990-12-31T15:59:60-08:00", 662'688'000'000}};
  for (const auto& [text, time_ms] : moments) {
    EXPECT_EQ(ReadRfc3339(text), time_ms) << text;
  }
}

TEST(ReadRfc3339, DaysFollowEachOtherOverFourHundredYears) {
  std::int64_t expected = 0;
  for (int year = 1970; year < 2370; ++year) {
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    const int days[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int month = 1; month <= 12; ++month) {
      for (int day = 1; day <= days[month - 1]; ++day) {
        char text[32];
        std::snprintf(text, sizeof(text), "%04d-%02d-%02dT00:00:00Z", year, month, day);
        ASSERT_EQ(ReadRfc3339(text), expected) << text;
        expected += 24LL * 60 * 60 * 1000;
      }
    }
  }
}

TEST(ReadRfc3339, AnythingElseIsNoTime) {
  for (const char* text : {"",
                           "2023",
                           "2023-11-14",
                           "2023-11-14T22:13:20",
                           "2023-11-14T22:13Z",
                           "2023-02-29T00:00:00Z",
                           "2023-13-01T00:00:00Z",
                           "2023-00-01T00:00:00Z",
                           "2023-01-00T00:00:00Z",
                           "2023-01-01T24:00:00Z",
                           "2023-01-01T00:60:00Z",
                           "2023-01-01T00:00:61Z",
                           "2023-01-01T00:00:00.Z",
                           "2023-01-01T00:00:00+1:00",
                           "2023-01-01T00:00:00+0100",
                           "2023-01-01T00:00:00+24:00",
                           "2023-01-01T00:00:00Z ",
                           " 2023-01-01T00:00:00Z",
                           "1969-12-31T23:59:59Z",
                           "1970-01-01T00:00:00+00:01",
                           "0000-01-01T00:00:00Z",
                           "-023-01-01T00:00:00Z",
                           "yesterday at noon, more or less"}) {
    EXPECT_EQ(ReadRfc3339(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace vitrine
