// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/ranker.h>

#include <string>

namespace vitrine {

/// Why a product was picked, in one short English sentence without a full stop ("Like the Linen
/// dress you viewed"). Says only what the reason holds; different reasons, and bare availability of
/// different products, read differently.
std::string ReasonText(const Catalog& catalog, const Pick& pick);

}  // namespace vitrine
