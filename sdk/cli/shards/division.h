// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/shards/shard_plan.h"

#include <vitrine/catalog/shard_index.h>

#include <cstdint>
#include <span>

namespace vitrine::cli {

/// The cell of a department that a product belongs to.
std::uint8_t CellOf(const ShardDepartment& department, const ProductKey& key);

/// Divides a department anew.
///
/// @param members Positions in `keys`.
ShardDepartment Divide(std::span<const ProductKey> keys, std::span<const std::uint32_t> members,
                       const ShardSizes& sizes);

/// The same department divided as before where that still gives cells that are large enough, with
/// depths for what it holds now; else as Divide does.
ShardDepartment DivideAsBefore(const ShardDepartment& former, std::span<const ProductKey> keys,
                               std::span<const std::uint32_t> members, const ShardSizes& sizes);

}  // namespace vitrine::cli
