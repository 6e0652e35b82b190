// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/image.h>

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/imaging/pictures.h"

namespace vitrine {
namespace {

TEST(Image, CreateGivesTransparentBlackOnAnAlignedAddress) {
  const Image image = Image::Create(7, 3).value();
  EXPECT_EQ(image.width(), 7);
  EXPECT_EQ(image.height(), 3);
  EXPECT_EQ(image.stride(), 28U);
  EXPECT_EQ(image.pixels().size(), 84U);
  EXPECT_TRUE(std::ranges::all_of(image.pixels(), [](std::uint8_t value) { return value == 0; }));
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(image.pixels().data()) % 64, 0U);
}

TEST(Image, CreateRejectsSizesBelowOneAndAboveTheLimit) {
  EXPECT_EQ(Image::Create(0, 5).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(Image::Create(5, -1).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(Image::Create(10'001, 10'000).error().code, ErrorCode::kImageTooLarge);
  // The product overflows 32 bits.
  EXPECT_EQ(Image::Create(65'536, 65'536).error().code, ErrorCode::kImageTooLarge);
  EXPECT_EQ(Image::Create(2'147'483'647, 2'147'483'647).error().code, ErrorCode::kImageTooLarge);
}

TEST(Image, CloneIsEqualAndApart) {
  Image image = Noise(9, 5, 1, false);
  const Image copy = image.Clone().value();
  EXPECT_TRUE(std::ranges::equal(image.pixels(), copy.pixels()));
  image.pixels()[0] ^= 1U;
  EXPECT_NE(image.pixels()[0], copy.pixels()[0]);
  EXPECT_TRUE(Image().Clone().value().empty());
}

}  // namespace
}  // namespace vitrine
