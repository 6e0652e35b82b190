// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/files.h"
#include "tests/unit/cli/run_command.h"

#include <vitrine/ranking/features.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <cstddef>
#include <string>
#include <utility>

namespace vitrine::cli {
namespace {

using ::testing::HasSubstr;

// What a command prints, and how it ends.
struct Printed {
  Result<void> done;
  std::string text;
};

Printed Say(const std::string& arguments) {
  ::testing::internal::CaptureStdout();
  auto done = RunCommand(arguments);
  return {std::move(done), ::testing::internal::GetCapturedStdout()};
}

TEST(ModelCheck, OfARankerIsDone) {
  const Printed printed = Say("model check tests/data/models/ranker.onnx");
  EXPECT_TRUE(printed.done);
  EXPECT_THAT(printed.text, HasSubstr("ranker.onnx: a ranker\nfrom \"features\", float32 of "));
  EXPECT_THAT(printed.text, HasSubstr("200 candidates take "));
}

TEST(ModelCheck, OfABrokenOneSaysWhyAndFails) {
  const Printed printed = Say("model check tests/data/models/ranker-inverse.onnx --json");
  ASSERT_FALSE(printed.done);
  EXPECT_EQ(printed.done.error().code, ErrorCode::kInvalidArgument);
  rapidjson::Document json;
  ASSERT_FALSE(json.Parse(printed.text.c_str()).HasParseError()) << printed.text;
  EXPECT_FALSE(json["passed"].GetBool());
  ASSERT_EQ(json["findings"].Size(), 3U);
  EXPECT_STREQ(json["findings"][0]["gravity"].GetString(), "warning");
  EXPECT_STREQ(json["findings"][1]["gravity"].GetString(), "error");
  EXPECT_THAT(json["findings"][2]["message"].GetString(), HasSubstr("newest_gap"));
}

TEST(ModelCheck, OfWhatCannotBeReadSaysSoInTheSameForm) {
  const Printed printed = Say("model check nowhere.onnx --json");
  EXPECT_FALSE(printed.done);
  EXPECT_THAT(printed.text, HasSubstr("nowhere.onnx: No such file"));
  EXPECT_FALSE(Say("model check tests/data/models/ranker.onnx --pack nowhere.vpack").done);
}

TEST(ModelCheck, WithAPackTriesItsProducts) {
  const TemporaryFolder folder;
  const std::string feed =
      folder.Write("feed.csv", "id,title,price,image_link\na,Lamp,10 EUR,a.jpg\n");
  const Printed printed = Say("model check tests/data/models/ranker-nan.onnx --pack " + feed);
  EXPECT_FALSE(printed.done);
  EXPECT_THAT(printed.text, HasSubstr("some of usual candidates are not"));
}

// docs/rankers.md is what partners build by.
TEST(ModelFeatures, AreThoseOfTheDocument) {
  const std::string document = ReadFile("docs/rankers.md").value();
  const Printed printed = Say("model features --json");
  ASSERT_TRUE(printed.done);
  rapidjson::Document json;
  ASSERT_FALSE(json.Parse(printed.text.c_str()).HasParseError());
  ASSERT_EQ(json.Size(), kFeatureCount);
  const std::string plain = Say("model features").text;
  std::size_t at = 0;
  for (rapidjson::SizeType i = 0; i < json.Size(); ++i) {
    const std::string name = json[i]["name"].GetString();
    EXPECT_EQ(name, FeatureName(i));
    EXPECT_THAT(plain, HasSubstr(name));
    const std::string row =
        "| " + std::to_string(i) + " | `" + name + "` | " + json[i]["meaning"].GetString() + " | ";
    const std::size_t found = document.find(row, at);
    ASSERT_NE(found, std::string::npos) << row;
    at = found;
  }
}

TEST(Ranker, ThatIsNoneEndsACommandBeforeItWorks) {
  const TemporaryFolder folder;
  const std::string sessions =
      folder.Write("s.csv", "SessionId,ItemId,Time\n1,a,1\n1,b,2\n2,a,3\n2,b,4\n");
  const auto done = RunCommand("evaluate --sessions " + sessions +
                               " --ranker tests/data/models/ranker-narrow.onnx");
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("40 features were expected"));
}

}  // namespace
}  // namespace vitrine::cli
