// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

// The bytes of a pack, as docs/pack-format.md describes them. Everything is little endian and read
// in place, so the records below are the file's own layout.

namespace vitrine::pack {

static_assert(std::endian::native == std::endian::little, "packs are read in place");

inline constexpr std::string_view kMagic = "VITRPACK";
inline constexpr std::uint32_t kVersion = 1;

/// Of every section's start, counted from the start of the pack.
inline constexpr std::size_t kAlignment = 64;

/// Sections in a table, known or not; a longer table is not a pack.
inline constexpr std::uint32_t kMaxSections = 256;

inline constexpr std::size_t kMaxProducts = 16'777'216;
inline constexpr std::size_t kMaxDimension = 1024;
inline constexpr std::size_t kDimensionStep = 16;

/// Of a product.
inline constexpr std::size_t kMaxNeighbours = 256;

/// Of the section of weights; the largest network has half of it.
inline constexpr std::size_t kMaxWeightBytes = std::size_t{64} << 20U;

/// How far the squared length of a product vector may be from 1.
inline constexpr float kUnitTolerance = 1e-3F;

/// Section flag: a reader that does not know the section must refuse the pack.
inline constexpr std::uint32_t kRequired = 1;

constexpr std::uint32_t FourCc(std::string_view name) {
  std::uint32_t code = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    code |= static_cast<std::uint32_t>(static_cast<unsigned char>(name[i])) << (8 * i);
  }
  return code;
}

enum class SectionId : std::uint32_t {
  kMeta = FourCc("META"),
  kStrings = FourCc("STRS"),
  kProducts = FourCc("PROD"),
  kBrands = FourCc("BRND"),
  kColours = FourCc("COLR"),
  kCategories = FourCc("CATG"),
  kColourLists = FourCc("CLST"),
  kImages = FourCc("IMGS"),
  kAttributes = FourCc("ATTR"),
  kCurrencies = FourCc("CURR"),
  kPriceBands = FourCc("BAND"),
  kVectors = FourCc("VECS"),
  kInt8Vectors = FourCc("VEC8"),
  kScales = FourCc("VSCL"),
  kPopularity = FourCc("POPU"),
  kListEnds = FourCc("LEND"),
  kLists = FourCc("LIST"),
  kBehaviour = FourCc("BHVR"),
  kWeights = FourCc("WGHT"),
  kNamedEnds = FourCc("NEND"),
  kNamedLists = FourCc("NLST"),
  // Kept for what comes; this version neither writes nor reads it.
  kPreviews = FourCc("PREV"),
};

struct Header {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t section_count;
  std::uint64_t size;  ///< Of the whole pack in bytes.
  std::array<std::byte, 40> reserved;
};

struct SectionEntry {
  std::uint32_t id;
  std::uint32_t flags;
  std::uint64_t offset;  ///< From the start of the pack.
  std::uint64_t size;
};

struct Meta {
  std::uint32_t product_count;
  std::uint32_t dimension;
};

/// A piece of the string section.
struct StringRef {
  std::uint32_t offset;
  std::uint32_t size;
};

/// A piece of a list section, counted in its records.
struct ListRef {
  std::uint32_t begin;
  std::uint32_t count;
};

struct ProductRecord {
  StringRef id;
  StringRef title;
  StringRef description;
  StringRef link;
  StringRef group_id;
  TermIndex brand;
  TermIndex category;
  ListRef colours;
  ListRef images;
  ListRef attributes;
  std::int64_t price_micros;
  std::int64_t sale_micros;  ///< kNoSale without one.
  std::uint32_t currency;
  std::uint32_t price_band;  ///< Position in the price band section.
  std::uint8_t availability;
  std::array<std::byte, 7> reserved;
};

inline constexpr std::int64_t kNoSale = -1;

struct CategoryRecord {
  StringRef name;
  TermIndex parent;
  TermIndex root;  ///< The node itself for a root.
};

struct AttributeRecord {
  StringRef name;
  StringRef value;
};

struct CurrencyRecord {
  std::array<char, 4> code;  ///< Three letters and a zero.
};

/// The upper edges of all but the last price band of one top-level category in one currency.
struct PriceBandRecord {
  TermIndex root_category;  ///< kNoTerm for the products without a category.
  std::uint32_t currency;
  std::array<std::int64_t, kPriceBandCount - 1> edges;
};

static_assert(sizeof(Header) == 64 && sizeof(SectionEntry) == 24 && sizeof(Meta) == 8);
static_assert(sizeof(ProductRecord) == 104 && alignof(ProductRecord) == 8);
static_assert(sizeof(CategoryRecord) == 16 && sizeof(AttributeRecord) == 16);
static_assert(sizeof(PriceBandRecord) == 40);
static_assert(std::is_trivially_copyable_v<ProductRecord>);

/// The band of a price: how many edges lie below it.
constexpr std::uint8_t BandOf(const PriceBandRecord& bands, std::int64_t micros) {
  std::uint8_t band = 0;
  for (const std::int64_t edge : bands.edges) {
    band = static_cast<std::uint8_t>(band + (micros > edge ? 1 : 0));
  }
  return band;
}

}  // namespace vitrine::pack
