// SPDX-License-Identifier: Apache-2.0
// `vitrine pack --shards` as it is called.
#include "tests/unit/cli/run_command.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace vitrine::cli {
namespace {

std::string Feed(const std::string& prefix) {
  std::string feed = "id,title,price,image_link\n";
  for (int i = 0; i < 30; ++i) {
    feed += prefix + std::to_string(i) + ",Lamp,10.00 EUR,https://x.example/1.jpg\n";
  }
  return feed;
}

// What the command prints for programs.
std::string JsonOf(const std::string& arguments) {
  ::testing::internal::CaptureStdout();
  const auto done = RunCommand(arguments);
  std::string text = ::testing::internal::GetCapturedStdout();
  EXPECT_TRUE(done) << done.error().message;
  return text;
}

TEST(PackCommand, FeedsOfMerchantsBecomeAFolderOfShards) {
  const TemporaryFolder folder;
  const std::string out = (folder / "out").string();
  const std::string json =
      JsonOf("pack --shards --feed nord=" + folder.Write("a.csv", Feed("a")) + " --feed sued=" +
             folder.Write("b.csv", Feed("b") + "a0,Lamp,1.00 EUR,https://x.example/1.jpg\n") +
             " --out " + out + " --json");
  EXPECT_NE(json.find(R"("products":60,"shards":1)"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("id":"a0","field":"id")"), std::string::npos) << json;
  EXPECT_TRUE(std::filesystem::exists(out + "/head.vpack"));
  EXPECT_TRUE(std::filesystem::exists(out + "/index.vshards"));
}

TEST(PackCommand, ShardsOptionsNeedShardsAndAFeedIsNeededAlways) {
  const TemporaryFolder folder;
  const std::string feed = folder.Write("a.csv", Feed("a"));
  const std::string out = " --out " + (folder / "out").string();
  EXPECT_THROW((void)RunCommand("pack --prune " + feed + out), CLI::ParseError);
  EXPECT_THROW((void)RunCommand("pack --feed nord=" + feed + out), CLI::ParseError);
  EXPECT_THROW((void)RunCommand("pack --shards" + out), CLI::ParseError);
  EXPECT_THROW((void)RunCommand("pack" + out), CLI::ParseError);
}

TEST(PackCommand, AFolderThatCannotBeMadeIsAnError) {
  const TemporaryFolder folder;
  const std::string feed = folder.Write("a.csv", Feed("a"));
  const auto done = RunCommand("pack --shards " + feed + " --out " + feed);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace vitrine::cli
