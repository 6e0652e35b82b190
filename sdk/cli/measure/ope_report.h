// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/measure/bandit_rounds.h"

#include <vitrine/experiment/off_policy.h>

#include <string>

namespace vitrine::cli {

/// The result as a table for a person, with a warning that cannot be overlooked where the log
/// cannot answer.
std::string OpeText(const OffPolicyResult& result, const BanditTable& table,
                    const OffPolicyOptions& options);

/// The result as JSON; docs/measurement.md describes it.
std::string OpeJson(const OffPolicyResult& result, const BanditTable& table,
                    const OffPolicyOptions& options);

}  // namespace vitrine::cli
