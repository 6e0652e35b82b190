// SPDX-License-Identifier: Apache-2.0
// Pictures on disk: what of them is described, and how well that finds what belongs together. Half
// of the photographs and of the demo shop chose the weights; what is measured here is the other
// half.
#include "sdk/cli/product_pictures.h"
#include "sdk/cli/shop.h"
#include "sdk/codecs/codecs.h"
#include "sdk/training/parallel.h"
#include "sdk/training/product_vectors.h"
#include "tests/support/data.h"
#include "tests/support/garments.h"
#include "tests/unit/cli/run_command.h"

#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/imaging/cutout/backdrop.h>
#include <vitrine/imaging/describe/subject_patch.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iostream>
#include <numeric>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace vitrine::cli {
namespace {

using ::testing::HasSubstr;
using vitrine::testing::Draw;
using vitrine::testing::Garment;
using vitrine::testing::GarmentPattern;
using vitrine::testing::GarmentShape;

std::string PngOf(const Garment& garment) {
  const auto bytes = EncodePicture(Draw(garment).view(), {.format = FileFormat::kPng}).value();
  std::string text;
  for (const std::byte byte : bytes) {
    text.push_back(static_cast<char>(byte));
  }
  return text;
}

// Six shirts that no word tells apart; the picture of the fifth is broken, that of the sixth
// missing.
struct SmallShop {
  TemporaryFolder folder;
  std::string feed;

  SmallShop() {
    std::string rows = "id,title,price,image_link\n";
    for (int i = 0; i < 7; ++i) {
      const std::string name = "s" + std::to_string(i);
      rows += name + ",Shirt,10.00 EUR,https://shop.example/img/" + name + ".png?w=800\n";
      const Colour colour =
          i % 2 == 0 ? Colour{.r = 190, .g = 40, .b = 45} : Colour{.r = 40, .g = 70, .b = 170};
      const std::string png = PngOf({GarmentShape::kShirt, GarmentPattern::kPlain, colour, i});
      if (i != 5) {
        folder.Write("pictures/" + name + ".png", i == 4 ? png.substr(0, 200) : png);
      }
    }
    feed = folder.Write("feed.csv", rows);
  }
};

TEST(ProductPictures, ABrokenOrMissingPictureLeavesTheWords) {
  const SmallShop shop;
  const auto feed = ReadFeedFile(shop.feed);
  ASSERT_TRUE(feed);
  std::ostringstream log;
  const auto seen = DescribePictures(feed->products, shop.folder / "pictures", log, false);
  ASSERT_TRUE(seen) << seen.error().message;
  EXPECT_EQ(seen->failed, 2U);
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_EQ(seen->looks[i].has_value(), i != 4 && i != 5) << i;
  }
  EXPECT_THAT(log.str(), HasSubstr("no picture of s4: "));
  EXPECT_THAT(log.str(), HasSubstr("no picture of s5: "));
}

TEST(ProductPictures, AFolderThatIsNoneOrHasNoneIsAnError) {
  const SmallShop shop;
  const auto feed = ReadFeedFile(shop.feed);
  std::ostringstream log;
  for (const char* name : {"nowhere", ""}) {
    const auto seen = DescribePictures(feed->products, shop.folder / name, log, false);
    ASSERT_FALSE(seen) << name;
    EXPECT_EQ(seen.error().code, ErrorCode::kInvalidArgument);
  }
}

float Likeness(const Catalog& catalog, std::size_t i, std::size_t k) {
  return std::visit(
      [&](const auto& rows) {
        float sum = 0;
        for (std::size_t at = 0; at < rows.dimension; ++at) {
          sum += static_cast<float>(rows.values[i * rows.dimension + at]) *
                 static_cast<float>(rows.values[k * rows.dimension + at]);
        }
        return sum;
      },
      catalog.vectors());
}

TEST(ProductPictures, ThePackHasThemInItsVectors) {
  const SmallShop shop;
  const std::string plain = (shop.folder / "plain.vpack").string();
  const std::string seen = (shop.folder / "seen.vpack").string();
  ASSERT_TRUE(RunCommand("pack " + shop.feed + " --out " + plain));
  const auto packed = RunCommand("pack " + shop.feed + " --out " + seen + " --pictures " +
                                 (shop.folder / "pictures").string());
  ASSERT_TRUE(packed) << packed.error().message;
  const auto words = OpenShop(plain);
  const auto both = OpenShop(seen);
  ASSERT_TRUE(words && both);
  EXPECT_EQ(std::filesystem::file_size(plain), std::filesystem::file_size(seen));
  EXPECT_NEAR(Likeness(*words, 0, 1), Likeness(*words, 0, 2), 1e-4);
  EXPECT_GT(Likeness(*both, 0, 2), Likeness(*both, 0, 1) + 0.2F);
}

// Shoppers stay with one colour; s6, which is red, was never visited.
TEST(ProductPictures, TrainingPlacesAColdProductByWhatItLooksLike) {
  const SmallShop shop;
  std::string visits = "SessionId,ItemId,Time\n";
  for (int session = 0; session < 40; ++session) {
    for (int step = 0; step < 2; ++step) {
      visits += std::to_string(session) + ",s" + std::to_string(session % 2 + 2 * step) + "," +
                std::to_string(1'700'000'000 + session * 100 + step) + "\n";
    }
  }
  const std::string command = "train --sessions " + shop.folder.Write("visits.csv", visits) +
                              " --feed " + shop.feed + " --out ";
  const std::string plain = (shop.folder / "plain.vpack").string();
  const std::string seen = (shop.folder / "seen.vpack").string();
  const auto pictures = " --pictures " + (shop.folder / "pictures").string();
  for (const auto& done : {RunCommand(command + plain), RunCommand(command + seen + pictures)}) {
    ASSERT_TRUE(done) << done.error().message;
  }
  const auto words = OpenShop(plain);
  const auto both = OpenShop(seen);
  ASSERT_TRUE(words && both);
  const auto gain = [](const Catalog& catalog) {
    return (Likeness(catalog, 6, 0) - Likeness(catalog, 6, 1)) / Likeness(catalog, 6, 6);
  };
  EXPECT_LT(std::abs(gain(*words)), 0.2F);
  EXPECT_GT(gain(*both), 0.5F);
}

// Retrieval by leaving one out.
struct Found {
  double of_kind = 0;    // Share of the five nearest that are of its class.
  double precision = 0;  // Mean average precision over all.
  double of_colour = 0;  // Share of the five nearest whose mean colour is within 0.1 in OKLab.
};

struct Labelled {
  std::vector<Product> products;
  std::vector<std::string> classes;
  std::vector<std::optional<PictureDescriptor>> looks;
  std::vector<Oklab> colours;
};

Oklab MeanColour(const std::filesystem::path& path) {
  const auto bytes = ReadFile(path).value();
  const SubjectPatch patch = PatchOf(DecodePicture(AsBytes(bytes)).value().view()).value();
  Oklab sum;
  float mass = 0;
  for (std::size_t i = 0; i < patch.mask.values.size(); ++i) {
    const float weight = patch.mask.values[i];
    const Oklab colour = patch.picture.At(i);
    sum = {sum.l + weight * colour.l, sum.a + weight * colour.a, sum.b + weight * colour.b};
    mass += weight;
  }
  return {sum.l / mass, sum.a / mass, sum.b / mass};
}

void Look(Labelled& shop, const std::filesystem::path& folder) {
  std::ostringstream log;
  auto seen = DescribePictures(shop.products, folder, log, false);
  ASSERT_TRUE(seen) << seen.error().message;
  ASSERT_EQ(seen->failed, 0U) << log.str();
  shop.looks = std::move(seen->looks);
  shop.colours.resize(shop.products.size());
  training::ForEachPiece(shop.products.size(), 1, [&](std::size_t i, std::size_t) {
    shop.colours[i] = MeanColour(folder / shop.products[i].image_links.front());
  });
}

// Source: ISO 3309, bit by bit.
std::uint32_t Crc32(std::string_view text) {
  std::uint32_t crc = ~0U;
  for (const char c : text) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
    }
  }
  return ~crc;
}

Found Retrieve(const Labelled& shop, std::span<const float> vectors) {
  const std::size_t dimension = vectors.size() / shop.products.size();
  std::vector<std::size_t> half;
  for (std::size_t i = 0; i < shop.products.size(); ++i) {
    if (Crc32(shop.products[i].id) % 2 == 1) {
      half.push_back(i);
    }
  }
  Found found;
  double queries = 0;
  for (const std::size_t query : half) {
    std::vector<std::pair<float, std::size_t>> order;
    for (const std::size_t other : half) {
      if (other != query) {
        const auto one = vectors.subspan(query * dimension, dimension);
        const auto two = vectors.subspan(other * dimension, dimension);
        order.emplace_back(-std::inner_product(one.begin(), one.end(), two.begin(), 0.0F), other);
      }
    }
    std::ranges::sort(order);
    double hits = 0;
    double precision = 0;
    double near = 0;
    double kind = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::size_t other = order[i].second;
      if (shop.classes[other] == shop.classes[query]) {
        hits += 1;
        precision += hits / static_cast<double>(i + 1);
        kind += i < 5 ? 1 : 0;
      }
      near += i < 5 && ColourDistance(shop.colours[other], shop.colours[query]) < 0.1F ? 1 : 0;
    }
    found.of_colour += near / 5 / static_cast<double>(half.size());
    if (hits > 0) {
      found.of_kind += kind / 5;
      found.precision += precision / hits;
      queries += 1;
    }
  }
  found.of_kind /= queries;
  found.precision /= queries;
  return found;
}

std::vector<float> Pictures(const Labelled& shop) {
  std::vector<const PictureDescriptor*> looks;
  for (const auto& look : shop.looks) {
    looks.push_back(&*look);
  }
  return training::LookVectors(looks, training::kLookDimension, 1);
}

void Print(const char* what, const Found& found) {
  std::cout << what << ": of its class " << found.of_kind << ", mean average precision "
            << found.precision << ", of its colour " << found.of_colour << "\n";
}

TEST(ProductPictures, PhotographsFindTheirClassAndColour) {
  VITRINE_NEEDS_DATA("clothing-images/products.csv");
  const auto table = ReadFile(DataFolder() / "clothing-images/products.csv");
  ASSERT_TRUE(table);
  Labelled shop;
  ForEachLine(*table, [&](std::size_t number, std::string_view line) {
    if (number > 1) {
      const std::size_t comma = line.find(',');
      Product product;
      product.id = line.substr(0, comma);
      product.image_links = {product.id + ".jpg"};
      shop.products.push_back(std::move(product));
      shop.classes.emplace_back(line.substr(comma + 1, line.find(',', comma + 1) - comma - 1));
    }
  });
  ASSERT_EQ(shop.products.size(), 195U);
  Look(shop, DataFolder() / "clothing-images/images");
  const Found pictures = Retrieve(shop, Pictures(shop));
  Print("photographs", pictures);
  // By chance they are 0.07, 0.1 and 0.21.
  EXPECT_GT(pictures.of_kind, 0.17);
  EXPECT_GT(pictures.precision, 0.17);
  EXPECT_GT(pictures.of_colour, 0.55);
}

TEST(ProductPictures, InTheDemoShopWordsKeepTheKindAndPicturesAddTheColour) {
  Labelled shop;
  auto feed = ReadFeedFile("web-demo/catalogue/feed.json");
  ASSERT_TRUE(feed) << feed.error().message;
  shop.products = std::move(feed->products);
  for (Product& product : shop.products) {
    shop.classes.push_back(product.category.back());
    // Else the words would name the answer.
    product.category.clear();
    product.colours.clear();
  }
  Look(shop, "web-demo/catalogue");
  const Found words = Retrieve(shop, ContentVectors(shop.products, 64, 1).value());
  const Found pictures = Retrieve(shop, Pictures(shop));
  const Found both =
      Retrieve(shop, training::ProductVectors(shop.products, shop.looks, 64, 1).value());
  Print("demo shop, words", words);
  Print("demo shop, pictures", pictures);
  Print("demo shop, both", both);
  EXPECT_GT(both.precision, 0.95 * words.precision);
  EXPECT_GT(both.of_colour, words.of_colour + 0.08);
  EXPECT_GT(pictures.of_colour, 0.45);
  EXPECT_GT(pictures.of_kind, 0.13);
}

}  // namespace
}  // namespace vitrine::cli
