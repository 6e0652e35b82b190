// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/ranker.h>

#include <string>

namespace vitrine {

/// A reason in one short English sentence without a full stop ("Like the Linen dress you viewed").
/// Says only what the reason holds.
std::string ReasonText(const Catalog& catalog, const Reason& reason);

}  // namespace vitrine
