// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/pack_reader.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine {

/// Some products of an open pack.
struct PackPart {
  const PackReader* pack;
  std::span<const std::uint32_t> products;  ///< Their positions, ascending.
};

/// All products of a pack, for a PackPart.
std::vector<std::uint32_t> AllProducts(const PackReader& pack);

/// Writes products of several packs as one: what WritePack would have written of the same products,
/// to the byte, as long as one name is spelled in one way. Where an id comes twice, the earlier
/// part has it. Lists are kept as far as their products are there: by name where any part names
/// them so, so that more of them can be found in the next merge.
///
/// @param parts Their vectors have one dimension; the re-ranker's weights are those of the first
///              that has some.
/// @return The pack, or kShapeMismatch for another dimension; kTooLarge.
///
/// Cost: O(bytes) and the sorting of the ids.
Result<std::vector<std::byte>> MergePacks(std::span<const PackPart> parts);

}  // namespace vitrine
