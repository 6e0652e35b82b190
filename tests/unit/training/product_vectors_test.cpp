// SPDX-License-Identifier: Apache-2.0
// What pictures say of products, on garments that are drawn: each shape, pattern and colour with
// each.
#include "sdk/training/product_vectors.h"
#include "sdk/training/cold_products.h"
#include "sdk/training/implicit_als.h"
#include "tests/support/garments.h"
#include "tests/unit/training/sample_sessions.h"

#include <vitrine/catalog/pack.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <vector>

namespace vitrine::training {
namespace {

using testing::Draw;
using testing::Garment;
using testing::GarmentPattern;
using testing::GarmentShape;

constexpr Colour kRed = {.r = 190, .g = 40, .b = 45};
constexpr Colour kBlue = {.r = 40, .g = 70, .b = 170};
constexpr Colour kGreen = {.r = 60, .g = 130, .b = 60};

// Twice each of the 27, a little moved.
std::vector<Garment> AllGarments() {
  std::vector<Garment> garments;
  for (const std::int32_t shift : {0, 4}) {
    for (const auto shape : {GarmentShape::kShirt, GarmentShape::kTrousers, GarmentShape::kHat}) {
      for (const auto pattern :
           {GarmentPattern::kPlain, GarmentPattern::kAcross, GarmentPattern::kDown}) {
        for (const Colour colour : {kRed, kBlue, kGreen}) {
          garments.push_back({shape, pattern, colour, shift});
        }
      }
    }
  }
  return garments;
}

std::vector<PictureDescriptor> Described(const std::vector<Garment>& garments) {
  std::vector<PictureDescriptor> descriptors;
  for (const Garment& garment : garments) {
    descriptors.push_back(DescribePicture(Draw(garment).view()).value());
  }
  return descriptors;
}

std::vector<float> LooksOf(const std::vector<PictureDescriptor>& descriptors) {
  std::vector<const PictureDescriptor*> looks;
  for (const PictureDescriptor& descriptor : descriptors) {
    looks.push_back(&descriptor);
  }
  return LookVectors(looks, kLookDimension, 1);
}

float Dot(std::span<const float> vectors, std::size_t dimension, std::size_t i, std::size_t k) {
  const auto one = vectors.subspan(i * dimension, dimension);
  const auto other = vectors.subspan(k * dimension, dimension);
  return std::inner_product(one.begin(), one.end(), other.begin(), 0.0F);
}

int Differences(const Garment& one, const Garment& other) {
  return (one.shape != other.shape ? 1 : 0) + (one.pattern != other.pattern ? 1 : 0) +
         (one.colour != other.colour ? 1 : 0);
}

TEST(LookVectors, TheSameThingMovedALittleIsTheNearest) {
  const std::vector<Garment> garments = AllGarments();
  const std::vector<float> looks = LooksOf(Described(garments));
  for (std::size_t i = 0; i < garments.size(); ++i) {
    std::size_t nearest = i == 0 ? 1 : 0;
    for (std::size_t k = 0; k < garments.size(); ++k) {
      if (k != i && Dot(looks, kLookDimension, i, k) > Dot(looks, kLookDimension, i, nearest)) {
        nearest = k;
      }
    }
    EXPECT_EQ(Differences(garments[i], garments[nearest]), 0) << i << " and " << nearest;
  }
}

TEST(LookVectors, TheMoreDiffersTheFartherTheyAre) {
  const std::vector<Garment> garments = AllGarments();
  const std::vector<float> looks = LooksOf(Described(garments));
  std::array<float, 4> sums{};
  std::array<float, 4> counts{};
  for (std::size_t i = 0; i < garments.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const auto differences = static_cast<std::size_t>(Differences(garments[i], garments[k]));
      sums.at(differences) += Dot(looks, kLookDimension, i, k);
      counts.at(differences) += 1;
    }
  }
  for (std::size_t differences = 1; differences < sums.size(); ++differences) {
    EXPECT_GT(sums.at(differences - 1) / counts.at(differences - 1),
              sums.at(differences) / counts.at(differences) + 0.1F)
        << differences;
  }
}

// What comes after its twin: garments of its colour, or with its pattern, or of its shape.
TEST(LookVectors, WhatIsNearARedStripedShirtSharesTwoOfThree) {
  const std::vector<Garment> garments = AllGarments();
  const std::vector<float> looks = LooksOf(Described(garments));
  const Garment wanted = {GarmentShape::kShirt, GarmentPattern::kAcross, kRed, 0};
  const auto at = static_cast<std::size_t>(
      std::ranges::find_if(garments,
                           [&](const Garment& each) { return Differences(each, wanted) == 0; }) -
      garments.begin());
  std::vector<std::size_t> order(garments.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, std::greater{},
                    [&](std::size_t i) { return Dot(looks, kLookDimension, at, i); });
  for (std::size_t i = 0; i < 8; ++i) {
    EXPECT_LE(Differences(garments[order[i]], wanted), 1) << "neighbour " << i;
  }
}

TEST(DescribePicture, LightAndAClearBackgroundChangeLittle) {
  const Garment shirt = {GarmentShape::kShirt, GarmentPattern::kAcross, kRed, 0};
  const Image picture = Draw(shirt);
  Image cut = picture.Clone().value();
  Image darker = picture.Clone().value();
  for (std::size_t i = 0; i < cut.pixels().size(); i += 4) {
    const auto pixel = cut.pixels().subspan(i, 4);
    if (pixel[0] == 236) {
      std::ranges::fill(pixel, std::uint8_t{0});
    }
    for (std::uint8_t& value : darker.pixels().subspan(i, 3)) {
      value = static_cast<std::uint8_t>(value * 9 / 10);
    }
  }
  const auto distance = [&](const Image& other) {
    const PictureDescriptor first = DescribePicture(picture.view()).value();
    const PictureDescriptor second = DescribePicture(other.view()).value();
    float square = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
      square += (first[i] - second[i]) * (first[i] - second[i]);
    }
    return std::sqrt(square);
  };
  const float other_colour = distance(Draw({shirt.shape, shirt.pattern, kBlue, 0}));
  EXPECT_LT(distance(cut), other_colour / 2);
  EXPECT_LT(distance(darker), other_colour / 2);
  EXPECT_LT(distance(darker), distance(Draw({shirt.shape, GarmentPattern::kPlain, kRed, 0})));
}

TEST(DescribePicture, AnyPictureGivesNumbersAndNoneAnError) {
  EXPECT_EQ(DescribePicture({}).error().code, ErrorCode::kInvalidArgument);
  for (const auto& [width, height] : {std::pair(1, 1), std::pair(1, 900), std::pair(900, 2)}) {
    const Image image = Image::Create(width, height).value();
    const auto descriptor = DescribePicture(image.view());
    ASSERT_TRUE(descriptor) << descriptor.error().message;
    EXPECT_TRUE(std::ranges::all_of(*descriptor, [](float value) { return std::isfinite(value); }));
  }
}

// Forty shirts that no word tells apart: half of them red and striped, half blue and plain.
struct Shirts {
  std::vector<Product> products = BareProducts(40);
  std::vector<std::optional<PictureDescriptor>> looks;

  Shirts() {
    for (std::size_t i = 0; i < products.size(); ++i) {
      products[i].title = "shirt";
      products[i].category = {"Shirts"};
      const Garment garment = {GarmentShape::kShirt,
                               i < 20 ? GarmentPattern::kAcross : GarmentPattern::kPlain,
                               i < 20 ? kRed : kBlue, static_cast<std::int32_t>(i % 7)};
      looks.push_back(DescribePicture(Draw(garment).view()).value());
    }
  }
};

TEST(ProductVectors, WithoutPicturesAreTheWords) {
  const Shirts shirts;
  const std::vector<float> words = ContentVectors(shirts.products, 64, 1).value();
  EXPECT_EQ(ProductVectors(shirts.products, {}, 64, 1).value(), words);
  const std::vector<std::optional<PictureDescriptor>> none(shirts.products.size());
  EXPECT_EQ(ProductVectors(shirts.products, none, 64, 1).value(), words);
}

TEST(ProductVectors, KeepTheWordsBesideThePictures) {
  Shirts shirts;
  shirts.products[3].title = "another thing";
  shirts.looks[5].reset();
  const std::vector<float> words = ContentVectors(shirts.products, 48, 1).value();
  const std::vector<float> vectors = ProductVectors(shirts.products, shirts.looks, 64, 1).value();
  for (std::size_t i = 0; i < shirts.products.size(); ++i) {
    EXPECT_NEAR(Dot(vectors, 64, i, i), 1, 1e-5);
    const float scale = i == 5 ? 1 : std::sqrt(0.7F);
    for (std::size_t k = 0; k < 48; ++k) {
      ASSERT_NEAR(vectors[i * 64 + k], scale * words[i * 48 + k], 1e-5) << i << ", " << k;
    }
  }
  EXPECT_TRUE(std::all_of(vectors.begin() + 5 * 64 + 48, vectors.begin() + 6 * 64,
                          [](float value) { return value == 0; }));
  EXPECT_GT(Dot(vectors, 64, 0, 1), Dot(vectors, 64, 0, 30) + 0.2F) << "both are red and striped";
}

TEST(ProductVectors, DoNotDependOnTheOrderOfTheFeed) {
  Shirts shirts;
  const std::vector<float> vectors = ProductVectors(shirts.products, shirts.looks, 64, 1).value();
  std::ranges::reverse(shirts.products);
  std::ranges::reverse(shirts.looks);
  const std::vector<float> reversed = ProductVectors(shirts.products, shirts.looks, 64, 1).value();
  for (std::size_t i = 0; i < shirts.products.size(); ++i) {
    const std::size_t there = shirts.products.size() - 1 - i;
    EXPECT_TRUE(std::equal(vectors.begin() + static_cast<std::ptrdiff_t>(i * 64),
                           vectors.begin() + static_cast<std::ptrdiff_t>(i * 64 + 64),
                           reversed.begin() + static_cast<std::ptrdiff_t>(there * 64)));
  }
}

TEST(ProductVectors, RefuseOtherCountsAndFewDimensions) {
  const Shirts shirts;
  const auto fewer = Looks(shirts.looks).first(3);
  EXPECT_EQ(ProductVectors(shirts.products, fewer, 64, 1).error().code, ErrorCode::kShapeMismatch);
  EXPECT_EQ(ProductVectors(shirts.products, shirts.looks, 16, 1).error().code,
            ErrorCode::kInvalidArgument);
}

// Shoppers stay with one of the two kinds; the last two of each were never visited.
TEST(ProductVectors, PlaceColdProductsWhereWordsCannot) {
  const Shirts shirts;
  Random random(7);
  std::vector<Session> sessions;
  for (int i = 0; i < 400; ++i) {
    const ProductIndex first = random.Below(2) * 20;
    Session session;
    for (int step = 0; step < 4; ++step) {
      session.push_back({first + random.Below(18), i * 100'000 + step * 1000});
    }
    sessions.push_back(session);
  }
  const SessionIndex index(sessions, shirts.products.size());
  const AlsOptions options;
  const auto placed = [&](Looks looks) {
    std::vector<float> vectors = ImplicitAls(index, options);
    const std::vector<float> content = ProductVectors(shirts.products, looks, 64, 1).value();
    PlaceColdProducts(index, content, 64, options.dimension, vectors);
    return vectors;
  };
  // How much nearer the cold products are to their own kind than to the other.
  const auto gain = [&](const std::vector<float>& vectors) {
    float sum = 0;
    for (const std::size_t cold : {18U, 19U, 38U, 39U}) {
      for (std::size_t warm = 0; warm < 18; ++warm) {
        sum += Dot(vectors, options.dimension, cold, cold / 20 * 20 + warm) -
               Dot(vectors, options.dimension, cold, (1 - cold / 20) * 20 + warm);
      }
    }
    return sum / (4 * 18);
  };
  EXPECT_NEAR(gain(placed({})), 0, 0.1);
  EXPECT_GT(gain(placed(shirts.looks)), 0.5);
}

}  // namespace
}  // namespace vitrine::training
