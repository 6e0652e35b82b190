// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/cli/run_command.h"

#include <rapidjson/document.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <tuple>

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

struct Outcome {
  double hit_rate;
  unsigned predictions;
};

std::map<std::string, Outcome> Outcomes(const std::string& sessions, const std::string& protocol) {
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
  std::map<std::string, Outcome> outcomes;
  for (const auto& row : report["results"].GetArray()) {
    const double rate = row["hr_at_20"].GetDouble();
    EXPECT_LE(row["hr_at_20_95"][0].GetDouble(), rate);
    EXPECT_GE(row["hr_at_20_95"][1].GetDouble(), rate);
    outcomes[row["who"].GetString()] = {rate, row["predictions"].GetUint()};
  }
  return outcomes;
}

TEST(Evaluate, WhatIsSeenTogetherIsForeseen) {
  const auto outcomes = Outcomes(RingSessions(false), "A");
  EXPECT_GT(outcomes.at("vitrine").hit_rate, 0.95);
  EXPECT_LT(outcomes.at("popularity").hit_rate, 0.3);
}

TEST(Evaluate, ProtocolBLeavesOutItemsSeenBefore) {
  // The last of four steps goes back to the first item: of 40 sessions' 3 predictions each, 2
  // count.
  const std::string sessions = RingSessions(true);
  EXPECT_EQ(Outcomes(sessions, "A").at("vitrine").predictions, 120U);
  const Outcome only_new = Outcomes(sessions, "B").at("vitrine");
  EXPECT_EQ(only_new.predictions, 80U);
  EXPECT_GT(only_new.hit_rate, 0.95);
}

TEST(Evaluate, TooFewSessionsAreRefusedWithTheirNumber) {
  const TemporaryFolder folder;
  const std::string table = folder.Write("sessions.csv", "SessionId,ItemId,Time\n1,a,1\n1,b,2\n");
  const auto done = RunCommand("evaluate --sessions " + table);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("0 sessions to learn from and 1 to test"));
}

TEST(Evaluate, AnUnknownProtocolIsWrongUsage) {
  EXPECT_THROW(std::ignore = RunCommand("evaluate --sessions x.csv --protocol C"), CLI::ParseError);
}

}  // namespace
}  // namespace vitrine::cli
