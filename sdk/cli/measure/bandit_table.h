// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/measure/bandit_rounds.h"

#include <string_view>

namespace vitrine::cli {

/// Reads logged bandit feedback from tables with a header, separated by tabs or commas, with the
/// columns of the Open Bandit Dataset: `item_id`, `position`, `click` (the reward: any number, also
/// spelt `reward`), `propensity_score` (also `action_prob`, `pscore`). The columns whose names
/// begin with `user_feature` are the context, each value a category; the 100 most frequent of a
/// column are told apart. Others are ignored.
///
/// Items and positions are numbered as `names` has them; new ones are added.
///
/// @param name How messages call the table.
/// @return The rounds; kLogSyntax with the row for a missing column or a number that is none,
///   kNonFinite, kInvalidArgument for a propensity that is not above 0 and at most 1, and
///   kTooLarge for more items and positions than CheckCells allows.
Result<BanditTable> ReadBanditTable(std::string_view bytes, std::string_view name,
                                    BanditNames names = {});

/// Reads a policy's probabilities: the columns `item_id`, `position`, `probability`. A pair that is
/// missing has 0. Each position must sum to 1, but for a thousandth of rounding, which is taken
/// out.
///
/// @param names Those of the log that is evaluated. What is not in them is an error, unless its
///   probability is 0: the log could not say anything about it.
/// @return The policy; kLogSyntax, kInvalidArgument or kNonFinite with the row.
Result<PolicyTable> ReadPolicyTable(std::string_view bytes, std::string_view name,
                                    const BanditNames& names);

}  // namespace vitrine::cli
