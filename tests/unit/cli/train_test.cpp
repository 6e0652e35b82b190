// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/event_log.h"
#include "sdk/cli/shop.h"
#include "tests/unit/cli/run_command.h"

#include <vitrine/ranking/features.h>
#include <vitrine/ranking/reranker.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace vitrine::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string View(const std::string& shopper, const std::string& product, int second) {
  return R"({"client_id":")" + shopper + R"(","timestamp_micros":)" +
         std::to_string(1'700'000'000 + second) + R"(000000,"events":[{"name":"view_item",)" +
         R"("params":{"items":[{"item_id":")" + product + R"("}]}}]})" + "\n";
}

// 300 shoppers of 30 rings of four lamps.
std::string RingEvents() {
  std::string events;
  for (int shopper = 0; shopper < 300; ++shopper) {
    for (int step = 0; step < 3; ++step) {
      events +=
          View("s" + std::to_string(shopper),
               "ring" + std::to_string(shopper % 30) + "-" + std::to_string((shopper + step) % 4),
               shopper * 100 + step);
    }
  }
  return events;
}

TEST(Train, EventsBecomeAPackWithAReranker) {
  const TemporaryFolder folder;
  const std::string events = folder.Write("log.jsonl", RingEvents());
  const std::string out = (folder / "shop.vpack").string();
  const std::string onnx = (folder / "ranker.onnx").string();
  const auto done = RunCommand("train --events " + events + " --out " + out + " --onnx " + onnx);
  ASSERT_TRUE(done) << done.error().message;
  const auto catalog = OpenShop(out);
  ASSERT_TRUE(catalog) << catalog.error().message;
  EXPECT_EQ(catalog->size(), 120U);
  EXPECT_FALSE(catalog->neighbours(0).empty());
  const auto reranker = Reranker::Open(*catalog);
  ASSERT_TRUE(reranker) << reranker.error().message;
  EXPECT_TRUE(reranker->has_value());
  EXPECT_GT(std::filesystem::file_size(onnx), 4U * 40 * 64);
}

TEST(Train, WritesWhatTheRerankerLearnsFrom) {
  const TemporaryFolder folder;
  const auto done = RunCommand("train --events " + folder.Write("log.jsonl", RingEvents()) +
                               " --out " + (folder / "shop.vpack").string() + " --examples " +
                               (folder / "examples").string());
  ASSERT_TRUE(done) << done.error().message;
  const std::string features = ReadFile(folder / "examples/features.npy").value();
  const std::string questions = ReadFile(folder / "examples/questions.npy").value();
  EXPECT_EQ(features.substr(0, 8), std::string("\x93NUMPY\x01\0", 8));
  // The header's length stands behind the version; the values begin at a multiple of 64.
  const auto begin = [](const std::string& file) {
    return 10U + static_cast<unsigned char>(file[8]) + 256U * static_cast<unsigned char>(file[9]);
  };
  EXPECT_EQ(begin(features) % 64, 0U);
  const std::size_t candidates = (features.size() - begin(features)) / (kFeatureCount * 4);
  EXPECT_THAT(features, HasSubstr("{'descr': '<f4', 'fortran_order': False, 'shape': (" +
                                  std::to_string(candidates) + ", 40), }"));
  EXPECT_THAT(questions, HasSubstr("'<i4', 'fortran_order': False, 'shape': (" +
                                   std::to_string(candidates) + ", 2), }"));
  ASSERT_EQ(questions.size(), begin(questions) + candidates * 8);
  std::vector<std::int32_t> rows(candidates * 2);
  std::memcpy(rows.data(), questions.data() + begin(questions), candidates * 8);
  std::map<std::int32_t, int> answers;
  for (std::size_t row = 0; row < candidates; ++row) {
    answers[rows[2 * row]] += rows[2 * row + 1];
  }
  EXPECT_GT(answers.size(), 50U);
  for (const auto& [question, came] : answers) {
    EXPECT_EQ(came, 1) << question;
  }
}

TEST(Train, AFeedGivesColdProductsTheirVectors) {
  const TemporaryFolder folder;
  std::string feed = "id,title,price,image_link,product_type\n";
  for (int ring = 0; ring < 30; ++ring) {
    for (int step = 0; step < 4; ++step) {
      feed += "ring" + std::to_string(ring) + "-" + std::to_string(step) + ",Oak lamp kind" +
              std::to_string(ring) + ",10 EUR,a.jpg,Lamps\n";
    }
  }
  feed += "cold,Oak lamp kind7,10 EUR,a.jpg,Lamps\n";
  const std::string out = (folder / "shop.vpack").string();
  const auto done = RunCommand("train --events " + folder.Write("log.jsonl", RingEvents()) +
                               " --feed " + folder.Write("feed.csv", feed) + " --out " + out);
  ASSERT_TRUE(done) << done.error().message;
  const auto catalog = OpenShop(out);
  ASSERT_TRUE(catalog) << catalog.error().message;
  ASSERT_EQ(catalog->size(), 121U);
  const ProductIndex cold = catalog->Find("cold").value();
  std::vector<float> vector(catalog->dimension());
  CopyRow(catalog->vectors(), cold, vector);
  // Nearest to the lamps that are described alike.
  const float alike = DotRow(catalog->vectors(), catalog->Find("ring7-0").value(), vector);
  const float other = DotRow(catalog->vectors(), catalog->Find("ring20-0").value(), vector);
  EXPECT_GT(alike, 0.7F);
  EXPECT_LT(other, 0.5F);
}

TEST(Train, ALogOfTooLittleIsRefused) {
  const TemporaryFolder folder;
  const auto done = RunCommand("train --events " + folder.Write("log.jsonl", View("s", "a", 1)) +
                               " --out " + (folder / "shop.vpack").string());
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("to learn from"));
}

TEST(Train, NeedsOneLog) {
  EXPECT_THROW(std::ignore = RunCommand("train --out x.vpack"), CLI::ParseError);
  EXPECT_THROW(std::ignore = RunCommand("train --events a --sessions b --out x.vpack"),
               CLI::ParseError);
}

TEST(EventLog, ShoppersVisitsEndAfterAnHour) {
  const TemporaryFolder folder;
  const auto log = ReadEventLog(folder.Write(
      "log.jsonl", View("b", "x", 2000) + View("a", "2", 10) + View("a", "1", 0) +
                       View("a", "3", 5000) + View("a", "4", 5001) + View("b", "y", 2001) +
                       "broken\n" +
                       R"({"name":"view_item","params":{"items":[{"item_id":"1"}]}})"));
  ASSERT_TRUE(log) << log.error().message;
  ASSERT_EQ(log->sessions.size(), 3U);
  EXPECT_THAT(log->sessions[0].items, ElementsAre("1", "2"));
  EXPECT_THAT(log->sessions[1].items, ElementsAre("x", "y"));
  EXPECT_THAT(log->sessions[2].items, ElementsAre("3", "4"));
  EXPECT_EQ(log->events, 6U);
  EXPECT_EQ(log->broken_lines, 1U);
  EXPECT_THAT(log->first_problem, HasSubstr("line 7"));
  EXPECT_EQ(log->nameless_lines, 1U);
}

TEST(EventLog, WhatNoClockOrOneFarAheadToldIsLeftOut) {
  const TemporaryFolder folder;
  constexpr int kTenYears = 315'000'000;
  std::string log_text =
      R"({"client_id":"u","events":[{"name":"view_item","params":{"items":[{"item_id":"1"}]}}]})"
      "\n" +
      View("ahead", "1", kTenYears) + View("ahead", "2", kTenYears + 1);
  for (int shopper = 0; shopper < 200; ++shopper) {
    const std::string id = "s" + std::to_string(shopper);
    log_text += View(id, "1", shopper * 10) + View(id, "2", shopper * 10 + 1);
  }
  const auto log = ReadEventLog(folder.Write("log.jsonl", log_text));
  ASSERT_TRUE(log) << log.error().message;
  EXPECT_EQ(log->untimed_events, 1U);
  EXPECT_EQ(log->misdated_visits, 1U);
  EXPECT_EQ(log->sessions.size(), 200U);
}

TEST(EventLog, ASelectionAndItsViewAreOneStep) {
  const TemporaryFolder folder;
  const auto select = [](const std::string& product, int second) {
    std::string line = View("a", product, second);
    return line.replace(line.find("view_item"), 9, "select_item");
  };
  const auto log = ReadEventLog(folder.Write(
      "log.jsonl", select("1", 0) + View("a", "1", 1) + select("2", 5) + View("a", "3", 9)));
  ASSERT_TRUE(log) << log.error().message;
  ASSERT_EQ(log->sessions.size(), 1U);
  EXPECT_THAT(log->sessions[0].items, ElementsAre("1", "2", "3"));
}

TEST(EventLog, ALogWithoutALineOfEventsIsRefused) {
  const TemporaryFolder folder;
  const auto log = ReadEventLog(folder.Write("log.jsonl", "nothing of the kind\n"));
  ASSERT_FALSE(log);
  EXPECT_EQ(log.error().code, ErrorCode::kEventSyntax);
  EXPECT_THAT(log.error().message, HasSubstr("line 1"));
}

TEST(EventLog, AnEventToldTwiceCountsOnce) {
  const TemporaryFolder folder;
  const std::string line =
      R"({"user_pseudo_id":"a","event_name":"purchase","event_timestamp":1700000000000000,)"
      R"("ecommerce":{"transaction_id":"T1"},"items":[{"item_id":"1"},{"item_id":"2"}]})"
      "\n";
  const auto log = ReadEventLog(folder.Write("log.jsonl", line + line));
  ASSERT_TRUE(log) << log.error().message;
  EXPECT_EQ(log->events, 1U);
  ASSERT_EQ(log->sessions.size(), 1U);
  EXPECT_THAT(log->sessions[0].items, ElementsAre("1", "2"));
}

}  // namespace
}  // namespace vitrine::cli
