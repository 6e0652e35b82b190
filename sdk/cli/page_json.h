// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/page_maker.h"

#include <span>
#include <string>

namespace vitrine::cli {

/// The pages as JSON: template, headline, slate with reasons, text boxes and hit regions. The
/// browser's test page writes the same form, so that the two can be compared.
std::string PagesJson(const Catalog& catalog, std::span<const Page> pages);

}  // namespace vitrine::cli
