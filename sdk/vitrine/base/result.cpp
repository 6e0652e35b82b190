// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/result.h>

namespace vitrine {

std::string_view ErrorCodeName(ErrorCode code) {
  switch (code) {
#define VITRINE_ERROR(enumerator, name, meaning) \
  case ErrorCode::enumerator:                    \
    return name;
#include <vitrine/base/error_codes.inc>
#undef VITRINE_ERROR
  }
  return "INTERNAL";
}

}  // namespace vitrine
