// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <ostream>
#include <string>

namespace vitrine::cli {

/// How far a batch is, as a person wants to read it.
struct ProgressState {
  std::size_t done = 0;    ///< Of this run, failed ones too.
  std::size_t failed = 0;  ///< Of them.
  std::size_t all = 0;     ///< Of this run.
  double seconds = 0;      ///< Since it began.
};

/// "[####......]  120 of 300  14.2 a second  13 s left  2 failed".
std::string ProgressLine(const ProgressState& state);

/// Shows a batch's progress: on a terminal one line that is written over, elsewhere a line now and
/// then. From any thread.
class Progress {
 public:
  Progress(std::ostream& out, bool is_terminal, std::size_t all);

  /// Counts one picture.
  void Advance(bool failed);

  /// Says a line of its own beside it.
  void Say(const std::string& line);

  /// The last state, and the line ends.
  ProgressState Finish();

 private:
  using Clock = std::chrono::steady_clock;
  void Show(bool now);

  std::ostream& out_;
  bool is_terminal_;
  ProgressState state_;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point shown_ = {};
  std::mutex mutex_;
};

}  // namespace vitrine::cli
