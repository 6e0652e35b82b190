// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/shard_index.h>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace vitrine {

/// What turns one version of a shard into another: which products leave, and a pack of those that
/// come or are another than before. The layout is in docs/pack-format.md.
///
/// @param from, to Packs.
/// @return The delta; nothing where none leads to the very bytes of `to`; or kPackCorrupt.
Result<std::optional<std::vector<std::byte>>> MakeDelta(std::span<const std::byte> from,
                                                        std::span<const std::byte> to);

/// The version that `delta` leads to from `from`.
///
/// @param to The hash of that version.
/// @return The pack's bytes, or kPackCorrupt when the delta is damaged, belongs to another version,
///   or leads to other bytes; kPackVersion.
///
/// Cost: that of MergePacks.
Result<std::vector<std::byte>> ApplyDelta(std::vector<std::byte> from,
                                          std::span<const std::byte> delta, const ShardHash& to);

}  // namespace vitrine
