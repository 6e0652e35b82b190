// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/evaluation/contender.h"

#include <vitrine/catalog/catalog.h>

#include <vector>

namespace vitrine::cli {

/// A ranking whose first kCutoff are chosen for relevance and variety together, by maximal marginal
/// relevance and by a determinantal point process, each from little variety to much: what is lost
/// in hits for what is gained in spread.
///
/// @param catalog  With vectors; must outlive the contenders.
/// @param by_score What they choose from.
std::vector<Contender> DiverseSlates(const Catalog& catalog, const Contender& by_score);

}  // namespace vitrine::cli
