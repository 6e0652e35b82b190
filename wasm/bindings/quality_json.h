// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/quality.h>
#include <vitrine/imaging/image.h>

#include <string>

#include "wasm/bindings/json.h"

namespace vitrine::bindings {

/// A quality report for JavaScript, of the shape of QualityReport in studio-types.ts.
std::string ToJson(const QualityReport& report);

/// {x, y, width, height} under a name, in pixels.
Json& Box(Json& json, const char* name, const Rect& box);

}  // namespace vitrine::bindings
