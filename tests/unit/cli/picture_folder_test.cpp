// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/picture_folder.h"

#include "tests/unit/cli/run_command.h"

#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/encode.h>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

namespace vitrine::cli {
namespace {

constexpr int kSide = 64;
constexpr std::size_t kBytes = std::size_t{kSide} * kSide * 4;

std::string PictureBytes() {
  auto image = Image::Create(kSide, kSide).value();
  FillRect(image, {0, 0, kSide, kSide}, 0, {120, 90, 60, 255});
  const auto png = EncodePng(image.view()).value();
  return {reinterpret_cast<const char*>(png.data()), png.size()};
}

TEST(PictureFolder, TriesTheWholePathOfAUrlThenItsName) {
  const TemporaryFolder folder;
  folder.Write("shop/a.png", PictureBytes());
  folder.Write("b.png", PictureBytes());
  PictureFolder pictures(folder / "");
  EXPECT_TRUE(pictures.Find("shop/a.png"));
  EXPECT_TRUE(pictures.Find("https://host.example/shop/a.png?w=800"));
  EXPECT_TRUE(pictures.Find("https://host.example/elsewhere/b.png"));
  EXPECT_FALSE(pictures.Find("https://host.example/c.png"));
}

TEST(PictureFolder, ReadsALinkAsABrowserDoes) {
  const TemporaryFolder folder;
  folder.Write("shop/blue vase.png", PictureBytes());
  folder.Write("100%.png", PictureBytes());
  PictureFolder pictures(folder / "");
  for (const char* link : {"/shop/blue vase.png", "shop/blue%20vase.png", "/shop/blue%20Vase.png",
                           "shop/%62lue%20vase.png?w=800#top", "100%.png", "100%25.png"}) {
    const bool other_case = std::string_view(link).contains("Vase");
    EXPECT_EQ(pictures.Find(link).has_value(), !other_case) << link;
  }
}

TEST(PictureFolder, ReadsNothingOutsideTheFolder) {
  const TemporaryFolder folder;
  const std::string outside = folder.Write("outside.png", PictureBytes());
  folder.Write("shop/inside.png", PictureBytes());
  PictureFolder pictures(folder / "shop");
  EXPECT_TRUE(pictures.Find("./other/../inside.png"));
  for (const std::string& link :
       {std::string("../outside.png"), std::string("a/../../outside.png"), outside,
        std::string("https://host.example/../outside.png"), std::string("https://host.example"),
        std::string(".."), std::string("%2e%2e/outside.png"), std::string("/../outside.png"),
        std::string("inside.png%00"), std::string()}) {
    const auto found = pictures.Find(link);
    ASSERT_FALSE(found) << link;
    EXPECT_EQ(found.error().code, ErrorCode::kImageFetch);
  }
}

TEST(PictureFolder, KeepsThePicturesUsedLastWithinItsBytes) {
  const TemporaryFolder folder;
  for (const char* name : {"a.png", "b.png", "c.png"}) {
    folder.Write(name, PictureBytes());
  }
  PictureFolder pictures(folder / "", 2 * kBytes);
  const std::weak_ptr<const Picture> a = pictures.Find("a.png").value();
  const std::weak_ptr<const Picture> b = pictures.Find("b.png").value();
  EXPECT_EQ(pictures.Find("a.png").value(), a.lock()) << "decoded once";
  const std::weak_ptr<const Picture> c = pictures.Find("c.png").value();
  EXPECT_FALSE(a.expired());
  EXPECT_TRUE(b.expired());
  EXPECT_FALSE(c.expired());
}

}  // namespace
}  // namespace vitrine::cli
