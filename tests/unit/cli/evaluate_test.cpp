// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/cli/run_command.h"

#include <rapidjson/document.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace vitrine::cli {
namespace {

using ::testing::HasSubstr;

// Sessions of shoppers that walk round one of 40 rings of 4 items: after two steps the next item is
// one of the ring, and no item is more popular than another.
std::string RingSessions(bool with_repeats) {
  std::string table = "SessionId,ItemId,Time\n";
  for (int session = 0; session < 400; ++session) {
    for (int step = 0; step < 4; ++step) {
      const int item = with_repeats && step == 3 ? 0 : step;
      table += std::to_string(session) + ",ring" + std::to_string(session % 40) + "-" +
               std::to_string(item) + "," + std::to_string(session * 10 + step) + "\n";
    }
  }
  return table;
}

std::map<std::string, double> HitRates(const std::string& sessions, const std::string& protocol) {
  const TemporaryFolder folder;
  const std::string table = folder.Write("sessions.csv", sessions);
  const auto done = RunCommand("evaluate --sessions " + table + " --protocol " + protocol +
                               " --json " + (folder / "out.json").string());
  EXPECT_TRUE(done) << done.error().message;
  rapidjson::Document report;
  report.Parse(ReadFile(folder / "out.json").value().c_str());
  EXPECT_FALSE(report.HasParseError());
  EXPECT_EQ(report["protocol"].GetString(), protocol);
  EXPECT_EQ(report["train_sessions"].GetUint(), 360U);
  EXPECT_EQ(report["test_sessions"].GetUint(), 40U);
  std::map<std::string, double> rates;
  for (const auto& row : report["results"].GetArray()) {
    const double rate = row["hr_at_20"].GetDouble();
    EXPECT_LE(row["hr_at_20_95"][0].GetDouble(), rate);
    EXPECT_GE(row["hr_at_20_95"][1].GetDouble(), rate);
    rates[row["who"].GetString()] = rate;
  }
  return rates;
}

TEST(Evaluate, WhatIsSeenTogetherIsForeseen) {
  const auto rates = HitRates(RingSessions(false), "A");
  EXPECT_GT(rates.at("vitrine"), 0.95);
  EXPECT_LT(rates.at("popularity"), 0.3);
}

TEST(Evaluate, ProtocolBLeavesOutItemsSeenBefore) {
  // Every fourth step goes back to the first item: only protocol A counts it.
  const auto all = HitRates(RingSessions(true), "A");
  const auto only_new = HitRates(RingSessions(true), "B");
  EXPECT_GT(only_new.at("vitrine"), 0.95);
  EXPECT_NE(all.at("vitrine"), only_new.at("vitrine"));
}

TEST(Evaluate, TooFewSessionsAreRefusedWithTheirNumber) {
  const TemporaryFolder folder;
  const std::string table = folder.Write("sessions.csv", "SessionId,ItemId,Time\n1,a,1\n1,b,2\n");
  const auto done = RunCommand("evaluate --sessions " + table);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("0 sessions to learn from and 1 to test"));
}

TEST(Evaluate, AnUnknownProtocolIsWrongUsage) {
  EXPECT_THROW(RunCommand("evaluate --sessions x.csv --protocol C"), CLI::ParseError);
}

}  // namespace
}  // namespace vitrine::cli
