// SPDX-License-Identifier: Apache-2.0
// What `vitrine train` adds to a pack: vectors of 8 bits, lists, behaviour and weights.
#include "tests/unit/catalog/sample_products.h"

#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/pack_format.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <variant>
#include <vector>

namespace vitrine {
namespace {

using ::testing::HasSubstr;

// Three products, the first of them last by id: its lists must follow it.
struct Sample {
  Sample() {
    products[0].id = "Z";
    vectors.resize(3 * 16);
    for (std::size_t i = 0; i < 3; ++i) {
      vectors[i * 16 + i] = 0.6F;
      vectors[i * 16 + 15] = 0.8F;
    }
  }
  PackExtras Extras() const {
    return {.vectors = vectors,
            .dimension = 16,
            .precision = VectorPrecision::kInt8,
            .list_ends = ends,
            .neighbours = neighbours,
            .behaviour = behaviour,
            .weights = weights};
  }
  std::vector<std::byte> Pack() const { return WritePack(products, Extras()).value(); }

  std::vector<Product> products = {PlainProduct("A"), PlainProduct("B"), PlainProduct("C")};
  std::vector<float> vectors;
  std::vector<std::uint32_t> ends = {2, 2, 3};
  std::vector<Neighbour> neighbours = {{2, 250, 1, 2, 3}, {1, 9, 8, 7, 6}, {0, 5, 5, 5, 5}};
  std::vector<Behaviour> behaviour = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}};
  std::vector<std::byte> weights = {std::byte{1}, std::byte{2}};
};

pack::SectionEntry SectionOf(const std::vector<std::byte>& bytes, pack::SectionId id) {
  pack::Header header{};
  std::memcpy(&header, bytes.data(), sizeof(header));
  pack::SectionEntry entry{};
  for (std::size_t i = 0; i < header.section_count; ++i) {
    std::memcpy(&entry, bytes.data() + sizeof(header) + i * sizeof(entry), sizeof(entry));
    if (entry.id == static_cast<std::uint32_t>(id)) {
      return entry;
    }
  }
  ADD_FAILURE() << "no such section";
  return entry;
}

template <typename Value>
void ExpectRefused(pack::SectionId section, std::size_t offset, Value value,
                   const std::string& message) {
  std::vector<std::byte> pack = Sample().Pack();
  std::memcpy(pack.data() + SectionOf(pack, section).offset + offset, &value, sizeof(value));
  const auto catalog = Catalog::Open(std::move(pack));
  ASSERT_FALSE(catalog);
  EXPECT_EQ(catalog.error().code, ErrorCode::kPackCorrupt);
  EXPECT_THAT(catalog.error().message, HasSubstr(message));
}

TEST(LearnedPack, KeepsAllOfItInTheOrderOfTheIds) {
  const auto catalog = Catalog::Open(Sample().Pack());
  ASSERT_TRUE(catalog) << catalog.error().message;
  const ProductIndex z = catalog->Find("Z").value();
  const ProductIndex b = catalog->Find("B").value();
  const ProductIndex c = catalog->Find("C").value();
  ASSERT_EQ(catalog->neighbours(z).size(), 2U);
  EXPECT_EQ(catalog->neighbours(z)[0].product, c);
  EXPECT_EQ(catalog->neighbours(z)[0].linear, 250);
  EXPECT_EQ(catalog->neighbours(z)[1].product, b);
  EXPECT_EQ(catalog->neighbours(z)[1].covisit, 6);
  EXPECT_TRUE(catalog->neighbours(b).empty());
  ASSERT_EQ(catalog->neighbours(c).size(), 1U);
  EXPECT_EQ(catalog->neighbours(c)[0].product, z);
  EXPECT_EQ(catalog->behaviour()[z].repeat, 3);
  EXPECT_EQ(catalog->behaviour()[b].leave, 8);
  EXPECT_EQ(catalog->weights().size(), 2U);
  ASSERT_TRUE(std::holds_alternative<Int8Rows>(catalog->vectors()));
  std::vector<float> row(16);
  CopyRow(catalog->vectors(), z, row);
  EXPECT_NEAR(row[0], 0.6F, 0.004F);
  EXPECT_NEAR(row[15], 0.8F, 0.004F);
  EXPECT_NEAR(DotRow(catalog->vectors(), z, row), 1, 0.01F);
}

TEST(LearnedPack, APackWithoutItHasNone) {
  const auto catalog = Catalog::Open(WritePack(Sample().products).value());
  ASSERT_TRUE(catalog);
  EXPECT_TRUE(catalog->neighbours(0).empty());
  EXPECT_TRUE(catalog->behaviour().empty());
  EXPECT_TRUE(catalog->weights().empty());
  EXPECT_EQ(RowCount(catalog->vectors()), 0U);
}

TEST(LearnedPack, RefusesWhatDoesNotFitTheProducts) {
  const Sample sample;
  const auto code = [&](const PackExtras& extras) {
    return WritePack(sample.products, extras).error().code;
  };
  PackExtras extras = sample.Extras();
  extras.behaviour = extras.behaviour.first(2);
  EXPECT_EQ(code(extras), ErrorCode::kShapeMismatch);
  extras = sample.Extras();
  extras.neighbours = extras.neighbours.first(2);
  EXPECT_EQ(code(extras), ErrorCode::kShapeMismatch);
  extras = sample.Extras();
  const std::vector<std::uint32_t> falling = {3, 2, 3};
  extras.list_ends = falling;
  EXPECT_EQ(code(extras), ErrorCode::kInvalidArgument);
  extras = sample.Extras();
  const std::vector<Neighbour> outside = {{3, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}};
  extras.neighbours = outside;
  EXPECT_EQ(code(extras), ErrorCode::kInvalidArgument);
}

TEST(LearnedPack, AForgedSectionIsRefused) {
  using pack::SectionId;
  ExpectRefused(SectionId::kLists, 0, std::uint32_t{3}, "outside section PROD");
  ExpectRefused(SectionId::kListEnds, 0, std::uint32_t{9}, "section LEND");
  ExpectRefused(SectionId::kListEnds, 8, std::uint32_t{2}, "do not agree");
  ExpectRefused(SectionId::kInt8Vectors, 0, std::int8_t{-128}, "VEC8");
  ExpectRefused(SectionId::kScales, 0, std::numeric_limits<float>::quiet_NaN(), "VSCL");
  ExpectRefused(SectionId::kScales, 0, 1.0F, "VSCL");
  ExpectRefused(SectionId::kInt8Vectors, 3, std::int8_t{127}, "not of length 1 or 0");
}

}  // namespace
}  // namespace vitrine
