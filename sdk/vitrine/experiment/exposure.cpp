// SPDX-License-Identifier: Apache-2.0
#include <vitrine/experiment/exposure.h>

namespace vitrine {

bool ExposureWatch::Observe(double visible_01, std::int64_t now_ms) {
  const bool was_visible = visible_ && now_ms >= last_ms_;
  if (!was_visible) {
    since_ms_ = now_ms;
  }
  last_ms_ = now_ms;
  visible_ = visible_01 >= rule_.visible_01;
  // What was visible until now counts, whether or not it still is.
  if (seen_ || !(was_visible || visible_) || now_ms - since_ms_ < rule_.duration_ms) {
    return false;
  }
  seen_ = true;
  return true;
}

}  // namespace vitrine
