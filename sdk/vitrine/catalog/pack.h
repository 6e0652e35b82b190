// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/behaviour.h>
#include <vitrine/catalog/product.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine {

/// How many bits a pack spends on each value of a vector.
enum class VectorPrecision : std::uint8_t { kFloat32, kInt8 };

/// What goes into a pack besides the products. Empty spans leave the section out.
struct PackExtras {
  std::span<const float> vectors;  ///< [product_count, dimension], in the order of the products.
  std::size_t dimension = 0;       ///< A multiple of 16, at most 1024; 0 without vectors.
  VectorPrecision precision = VectorPrecision::kFloat32;
  std::span<const float> popularity = {};  ///< [product_count], 0 .. 1.

  /// Where each product's list in `neighbours` ends, [product_count], ascending; a list begins
  /// where the one before ends, and names its strongest neighbour first.
  std::span<const std::uint32_t> list_ends = {};
  std::span<const Neighbour> neighbours =
      {};  ///< Their `product` is a position in the products given.
  /// The same by name, in place of those: they can be found in whatever pack the product is in.
  std::span<const std::uint32_t> named_ends = {};
  std::span<const NamedNeighbour> named = {};
  std::span<const Behaviour> behaviour = {};  ///< [product_count]
  std::span<const std::byte> weights = {};    ///< Of the re-ranker, as WriteNetwork gives them.
};

/// Writes the packed catalogue: a header (magic, version), a table of sections and the sections,
/// each 64-byte aligned, little endian. Products are sorted by id; equal input gives equal bytes.
/// The layout is documented in docs/pack-format.md.
///
/// @param products At most 16,777,216, with distinct ids.
/// @return The bytes, or kInvalidArgument / kShapeMismatch / kNonFinite / kTooLarge.
Result<std::vector<std::byte>> WritePack(std::span<const Product> products,
                                         const PackExtras& extras = {});

/// Vectors that describe the products by their words, brand, colours and category alone: latent
/// semantic analysis (truncated SVD of the tf-idf matrix by a randomised range finder), rows scaled
/// to length 1.
///
/// @param dimension A multiple of 16; unused trailing dimensions are zero in tiny catalogues.
/// @param seed      Of the random range finder.
/// @return [products.size(), dimension] row-major; kInvalidArgument for another dimension;
///   kTooLarge when a matrix of the products or of their different words needs more than an eighth
///   of the address space.
///
/// Source: Deerwester et al., JASIS 41(6), 1990; Halko, Martinsson, Tropp, SIAM Review 53(2), 2011,
/// algorithm 4.4.
Result<std::vector<float>> ContentVectors(std::span<const Product> products, std::size_t dimension,
                                          std::uint64_t seed);

}  // namespace vitrine
