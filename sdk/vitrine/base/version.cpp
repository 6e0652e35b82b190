// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/version.h>

namespace vitrine {

std::string_view Version() { return VITRINE_VERSION; }

}  // namespace vitrine
