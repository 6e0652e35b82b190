// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/cli/run_command.h"

#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/decode.h>
#include <vitrine/imaging/encode.h>

#include <rapidjson/document.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace vitrine::cli {
namespace {

using ::testing::HasSubstr;

constexpr int kProducts = 24;
constexpr const char* kDepartments[] = {"Vases", "Lamps", "Chairs"};

// A picture of one colour with a frame of another.
std::string PictureBytes(int index) {
  auto image = Image::Create(320, 400).value();
  const auto shade = static_cast<std::uint8_t>(40 + index * 8);
  FillRect(image, {0, 0, 320, 400}, 0, {230, 226, 220, 255});
  FillRect(image, {80, 100, 160, 200}, 0, {shade, 120, 90, 255});
  const auto png = EncodePng(image.view()).value();
  return {reinterpret_cast<const char*>(png.data()), png.size()};
}

// A small shop on disk: feed.json, images/, events.json of a shopper who likes vases.
class Pages : public ::testing::Test {
 protected:
  Pages() {
    std::string feed = "[";
    for (int i = 0; i < kProducts; ++i) {
      const std::string id = "p" + std::to_string(i);
      folder_.Write("images/" + id + ".png", PictureBytes(i));
      feed += std::string(i > 0 ? "," : "") + R"({"id":")" + id + R"(","title":"Piece )" +
              std::to_string(i) + R"(","brand":"Brand )" + std::to_string(i % 5) +
              R"(","product_type":"Home > )" + kDepartments[i % 3] + R"(","price":")" +
              std::to_string(20 + i) + R"(.00 EUR","availability":"in_stock","link":"/p/)" + id +
              R"(","image_link":"images/)" + id + R"(.png"})";
    }
    feed_ = folder_.Write("feed.json", feed + "]");
    std::string events;
    for (const char* id : {"p0", "p3", "p6", "p9"}) {
      events += std::string(R"({"event":"view_item","time_ms":1790000000000,"ecommerce":)") +
                R"({"items":[{"item_id":")" + id + "\"}]}}\n";
    }
    events_ = folder_.Write("events.jsonl", events);
  }

  std::string Render(const std::string& more) {
    const auto done = RunCommand("render --feed " + feed_ + " --events " + events_ + " --out " +
                                 Path("page.png") + " --json " + Path("page.json") + more);
    EXPECT_TRUE(done) << done.error().message;
    return ReadFile(folder_ / "page.json").value_or("");
  }

  std::string Path(std::string_view name) const { return (folder_ / name).string(); }

  Image Picture(std::string_view name) {
    const std::string bytes = ReadFile(folder_ / name).value_or("");
    auto image = DecodeImage(AsBytes(bytes));
    EXPECT_TRUE(image) << image.error().message;
    return std::move(*image);
  }

  TemporaryFolder folder_;
  std::string feed_;
  std::string events_;
};

TEST_F(Pages, ARenderedPageHasItsSizeAndItsSlate) {
  rapidjson::Document pages;
  pages.Parse(Render(" --pages 2").c_str());
  ASSERT_EQ(pages.Size(), 2U);
  EXPECT_NE(std::string(pages[0]["template"].GetString()), pages[1]["template"].GetString());
  for (const auto& page : pages.GetArray()) {
    EXPECT_FALSE(page["slate"].Empty());
    EXPECT_EQ(page["regions"].Size(), page["slate"].Size());
    EXPECT_FALSE(page["texts"].Empty());
  }
  const Image second = Picture("page-2.png");
  EXPECT_EQ(second.width(), 1080);
  EXPECT_EQ(second.height(), 1350);
}

TEST_F(Pages, TheShoppersTasteLeadsTheFirstPage) {
  rapidjson::Document pages;
  pages.Parse(Render("").c_str());
  std::size_t vases = 0;
  for (const auto& pick : pages[0]["slate"].GetArray()) {
    vases += std::stoi(std::string(pick["id"].GetString()).substr(1)) % 3 == 0 ? 1U : 0U;
  }
  EXPECT_GE(2 * vases, pages[0]["slate"].Size());
}

TEST_F(Pages, TheShopsRulesHold) {
  const std::string rules = folder_.Write("rules.json", R"({"only": [{"category": "Lamps"}],
      "pin": [{"product": "p2", "slot": 0}], "never": [{"brand": "Nobody's"}]})");
  rapidjson::Document pages;
  pages.Parse(Render(" --pages 2 --rules " + rules).c_str());
  ASSERT_EQ(pages.Size(), 2U);
  EXPECT_STREQ(pages[0]["slate"][0]["id"].GetString(), "p2");
  EXPECT_TRUE(pages[0]["slate"][0]["pinned"].GetBool());
  EXPECT_THAT(pages[0]["slate"][0]["reason"].GetString(), HasSubstr("The shop's choice"));
  for (const auto& page : pages.GetArray()) {
    for (const auto& pick : page["slate"].GetArray()) {
      const int index = std::stoi(std::string(pick["id"].GetString()).substr(1));
      EXPECT_TRUE(index % 3 == 1 || pick.HasMember("pinned")) << index;
    }
  }
}

TEST_F(Pages, RulesThatCannotBeReadAreNamed) {
  const std::string rules = folder_.Write("rules.json", R"({"only": [{"bran": "x"}]})");
  const auto done =
      RunCommand("render --feed " + feed_ + " --out " + Path("page.png") + " --rules " + rules);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("rules.json"));
  EXPECT_THAT(done.error().message, HasSubstr("only[0]: expected product, brand"));
}

TEST_F(Pages, ExploredSlotsSayHowLikelyTheyWere) {
  const std::string drawn = Render(" --explore 5");
  rapidjson::Document pages;
  pages.Parse(drawn.c_str());
  for (const auto& pick : pages[0]["slate"].GetArray()) {
    EXPECT_GT(pick["propensity"].GetDouble(), 0);
    EXPECT_LE(pick["propensity"].GetDouble(), 1);
  }
  EXPECT_EQ(Render(" --explore 5"), drawn);
}

TEST_F(Pages, APackRendersThePageOfItsFeed) {
  const std::string from_feed = Render("");
  const auto packed = RunCommand("pack " + feed_ + " --out " + Path("shop.vpack"));
  ASSERT_TRUE(packed) << packed.error().message;
  feed_ = Path("shop.vpack");
  EXPECT_EQ(Render(""), from_feed);
}

TEST_F(Pages, TextIsTheOnlyThingThatNoTextLeavesOut) {
  const std::string with_text = Render("");
  const Image page = Picture("page.png");
  const std::string without_text = Render(" --no-text");
  EXPECT_EQ(with_text, without_text);
  const Image bare = Picture("page.png");
  EXPECT_NE(ReadFile(folder_ / "page.png").value().size(), 0U);
  std::size_t different = 0;
  for (std::size_t i = 0; i < page.pixels().size(); ++i) {
    different += page.pixels()[i] != bare.pixels()[i] ? 1U : 0U;
  }
  EXPECT_GT(different, 0U);
  EXPECT_LT(different, page.pixels().size() / 10);
}

TEST_F(Pages, AMissingPictureLeavesThePageAndIsNamed) {
  std::filesystem::remove_all(folder_ / "images");
  ::testing::internal::CaptureStderr();
  rapidjson::Document pages;
  pages.Parse(Render("").c_str());
  EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("no picture for images/p"));
  EXPECT_FALSE(pages[0]["slate"].Empty());
}

TEST_F(Pages, ASheetHasARowForEachShopperAndAColumnForEachPage) {
  const auto done = RunCommand("sheet --feed " + feed_ + " --shoppers 3 --pages 2 --thumbnail 108" +
                               " --out " + Path("sheet.png") + " --json " + Path("sheet.jsonl"));
  ASSERT_TRUE(done) << done.error().message;
  const Image sheet = Picture("sheet.png");
  EXPECT_EQ(sheet.width(), 24 + 2 * (108 + 24));
  EXPECT_EQ(sheet.height(), 24 + 3 * (135 + 24));
  const std::string lines = ReadFile(folder_ / "sheet.jsonl").value();
  EXPECT_EQ(std::ranges::count(lines, '\n'), 3);
}

TEST_F(Pages, BrokenRowsAreReportedAndTheRestIsPacked) {
  const std::string feed = folder_.Write(
      "broken.csv",
      "id,title,price,availability,link,image_link\na,A,5 EUR,in_stock,/a,/a.png\nb,B,NaN,in_stock,"
      "/b,/b.png\n");
  ::testing::internal::CaptureStdout();
  const auto done = RunCommand("pack " + feed + " --out " + Path("shop.vpack") + " --json");
  const std::string output = ::testing::internal::GetCapturedStdout();
  ASSERT_TRUE(done) << done.error().message;
  rapidjson::Document report;
  report.Parse(output.c_str());
  EXPECT_EQ(report["rows"].GetUint(), 2U);
  EXPECT_EQ(report["products"].GetUint(), 1U);
  ASSERT_EQ(report["errors"].Size(), 1U);
  EXPECT_STREQ(report["errors"][0]["field"].GetString(), "price");
}

TEST_F(Pages, EventsOfAnotherShopShow) {
  const std::string events = folder_.Write(
      "log.jsonl", R"({"event":"view_item","ecommerce":{"items":[{"item_id":"p1"}]}})"
                   "\n"
                   R"({"event":"view_item","ecommerce":{"items":[{"item_id":"another shop's"}]}})"
                   "\nview_item,p2\n");
  ::testing::internal::CaptureStderr();
  const auto done =
      RunCommand("pack " + feed_ + " --events " + events + " --out " + Path("shop.vpack"));
  const std::string output = ::testing::internal::GetCapturedStderr();
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_THAT(output, HasSubstr("2 events with products read, 1 of them about products"));
  EXPECT_THAT(output, HasSubstr("1 lines left out; line 3: "));
}

TEST_F(Pages, AFileThatIsNotThereIsNamed) {
  const auto done = RunCommand("render --feed /nowhere/feed.json --out " + Path("page.png"));
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("/nowhere/feed.json"));
}

}  // namespace
}  // namespace vitrine::cli
