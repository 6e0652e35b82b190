// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/measure/bandit_rounds.h"

#include <vitrine/experiment/experiment_log.h>

#include <string_view>

namespace vitrine::cli {

/// Makes rounds of what a storefront's log says was shown by chance, in whatever order its lines
/// are: the product is the item, the slot the position, the page the context.
///
/// A round's reward is 1 when its unit clicked the product on that page afterwards, within a day: a
/// tab may stay open overnight, and a later click belongs to a visit with showings of its own. A
/// click counts for the last showing before it alone, and two clicks as one. Slots that were
/// decided take their clicks too, but are no rounds.
///
/// @param experiment Only its lines and those that name none; empty for the only one in the log.
/// @param names      Items and positions are numbered as here; new ones are added.
/// @return The rounds, by time; kInconclusive where no slot was drawn, or several experiments show
///   and none was asked for (a page in two experiments tells all twice); kTooLarge.
/// Cost: O(n log n) for n events.
Result<BanditTable> ShownRounds(const ExperimentLog& log, std::string_view experiment,
                                BanditNames names = {});

}  // namespace vitrine::cli
