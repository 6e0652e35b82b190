// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/behaviour.h>
#include <vitrine/catalog/product.h>
#include <vitrine/catalog/vector_rows.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace vitrine {

/// A product's position in the catalogue, 0 .. size() - 1. Positions follow the ascending byte
/// order of the product ids, so comparing positions compares ids.
using ProductIndex = std::uint32_t;

/// The position of a brand, colour or category node in its dictionary.
using TermIndex = std::uint32_t;
inline constexpr TermIndex kNoTerm = 0xffffffffU;

/// Price bands within a top-level category, from cheapest to dearest: quintiles of its prices.
inline constexpr std::size_t kPriceBandCount = 5;

/// A price as it stands now: live overrides applied, sale price preferred.
struct CurrentPrice {
  std::int64_t micros;
  std::string_view currency;                   ///< Three letters, valid as long as the catalogue.
  std::optional<std::int64_t> regular_micros;  ///< Set when `micros` is a reduced price.
};

/// What the ranking asks of every product, side by side so that a pass over all is short. As it
/// stands now: live overrides applied.
struct ProductFacets {
  TermIndex category;          ///< Its narrowest node, or kNoTerm.
  TermIndex brand;             ///< kNoTerm when it has none.
  std::uint32_t first_colour;  ///< Position in Catalog::colour_lists().
  std::uint32_t colour_count;
  Availability availability;
  std::uint8_t price_band;  ///< As Catalog::price_band.
};

/// The shop's products, read from a pack without parsing per row. Everything but the live overrides
/// is immutable. Not thread-safe while overrides change.
class Catalog {
 public:
  /// Takes over a pack and checks it: every offset, count and index, once, in one linear pass.
  ///
  /// @param pack The bytes that WritePack made.
  /// @return The catalogue, or kPackCorrupt / kPackVersion with the section and what is wrong.
  ///
  /// Cost: O(bytes); no allocation per product besides 36 bytes for its live state and facets.
  static Result<Catalog> Open(std::vector<std::byte> pack);

  Catalog(Catalog&&) noexcept;
  Catalog& operator=(Catalog&&) noexcept;
  ~Catalog();

  std::size_t size() const;

  /// The position of the product with this id. Cost: O(log size()).
  std::optional<ProductIndex> Find(std::string_view id) const;

  std::string_view id(ProductIndex product) const;
  std::string_view title(ProductIndex product) const;
  std::string_view description(ProductIndex product) const;
  std::string_view link(ProductIndex product) const;
  std::string_view group_id(ProductIndex product) const;
  std::size_t image_count(ProductIndex product) const;
  std::string_view image_link(ProductIndex product, std::size_t image) const;
  std::size_t attribute_count(ProductIndex product) const;
  std::string_view attribute_name(ProductIndex product, std::size_t attribute) const;
  std::string_view attribute_value(ProductIndex product, std::size_t attribute) const;

  /// [size()].
  std::span<const ProductFacets> facets() const;

  /// All products' colours, one list after the other, as ProductFacets names them.
  std::span<const TermIndex> colour_lists() const;

  /// Dictionaries. Equal names are one term; the comparison ignores ASCII case and outer blanks.
  std::size_t brand_count() const;
  std::string_view brand_name(TermIndex brand) const;
  TermIndex brand(ProductIndex product) const;  ///< kNoTerm when it has none.

  std::size_t colour_count() const;
  std::string_view colour_name(TermIndex colour) const;
  std::span<const TermIndex> colours(ProductIndex product) const;

  /// Category nodes form a forest; a node's parent has a smaller index than the node.
  std::size_t category_count() const;
  std::string_view category_name(TermIndex category) const;  ///< The last part of the path.
  TermIndex category_parent(TermIndex category) const;       ///< kNoTerm for a root.
  TermIndex category(ProductIndex product) const;            ///< Its narrowest node, or kNoTerm.

  /// The band of the current price among the products of the same top-level category and currency
  /// as they were when the pack was written: 0 .. kPriceBandCount - 1.
  std::uint8_t price_band(ProductIndex product) const;

  /// Product vectors, each of length 1 or all zero, in the precision of the pack. dimension() is a
  /// multiple of 16; a catalogue without vectors has dimension 0.
  std::size_t dimension() const;
  VectorRows vectors() const;

  /// How popular each product is, [size()], 0 .. 1; all zero when the pack has no such knowledge.
  std::span<const float> popularity() const;

  /// What sessions say of the products, where the pack was trained (`vitrine train`). The products
  /// that a product leads to, the strongest first; empty without such knowledge.
  std::span<const Neighbour> neighbours(ProductIndex product) const;
  std::span<const Behaviour> behaviour() const;  ///< [size()], or empty.
  std::span<const std::byte> weights() const;    ///< Of the re-ranker, or empty.

  /// The current state: what the pack says unless the page has overridden it.
  CurrentPrice price(ProductIndex product) const;
  Availability availability(ProductIndex product) const;

  /// Replaces the price asked for a product from now on. Ends any sale price of the pack.
  /// Errors: kInvalidArgument for a negative amount or a currency that is not three letters.
  Result<void> OverridePrice(ProductIndex product, const Money& price);

  /// Replaces a product's availability from now on.
  void OverrideAvailability(ProductIndex product, Availability availability);

  /// Counts the overrides so far, so that whoever shows a price can see that it is stale.
  std::uint64_t revision() const;

 private:
  struct State;
  explicit Catalog(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace vitrine
