// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace vitrine {

/// What counts as seen: at least this part of it inside the window, for at least this long without
/// a break.
///
/// Source: Media Rating Council, "Viewable Ad Impression Measurement Guidelines", 2014: half of the
/// pixels for one second.
struct SeenRule {
  double visible_01 = 0.5;
  std::int64_t duration_ms = 1000;
};

/// Watches one place of one page and says once that it was seen.
///
/// All arms are watched alike: in the control the place is where the lookbook would have been. Else
/// the arms' populations would differ, and with them everything that is measured.
class ExposureWatch {
 public:
  explicit ExposureWatch(SeenRule rule = {}) : rule_(rule) {}

  /// Takes in how much of the place is visible from now on, to be called at each change and once
  /// more when the rule's time may be over. A clock that jumps back starts the time anew; NaN is
  /// nothing visible.
  ///
  /// @return Whether it has been seen just now: true once in the watch's life.
  bool Observe(double visible_01, std::int64_t now_ms);

  bool seen() const { return seen_; }

 private:
  SeenRule rule_;
  bool visible_ = false;
  bool seen_ = false;
  std::int64_t since_ms_ = 0;
  std::int64_t last_ms_ = 0;
};

}  // namespace vitrine
