// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/behaviour.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/pack_row.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine {

/// What a pack holds beside its rows, in their order. What is empty is left out.
struct PackColumns {
  std::size_t dimension = 0;
  VectorPrecision precision = VectorPrecision::kFloat32;
  std::vector<float> vectors;       ///< [rows, dimension] with kFloat32
  std::vector<std::int8_t> levels;  ///< [rows, dimension] with kInt8
  std::vector<float> scales;        ///< [rows] with kInt8
  std::vector<float> popularity;    ///< [rows]
  std::vector<Behaviour> behaviour;
  /// Either the lists by position, or those by name, from which the others follow.
  std::vector<std::uint32_t> list_ends;
  std::vector<Neighbour> neighbours;
  std::vector<std::uint32_t> named_ends;
  std::vector<NamedNeighbour> named;
  std::span<const std::byte> weights;
};

/// Lays out a pack. The bytes depend on nothing but the rows and columns: wherever they come from,
/// equal ones give equal bytes.
///
/// @return The bytes, or kTooLarge.
Result<std::vector<std::byte>> BuildPack(const PackRows& rows, const PackColumns& columns);

}  // namespace vitrine
