// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/batch/progress.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace vitrine::cli {
namespace {

std::string Duration(double seconds) {
  constexpr double kMinute = 60;
  constexpr double kHour = 3600;
  std::array<char, 40> text{};
  if (seconds < kMinute) {
    std::snprintf(text.data(), text.size(), "%.0f s", seconds);
  } else if (seconds < kHour) {
    std::snprintf(text.data(), text.size(), "%.0f min %.0f s", std::floor(seconds / kMinute),
                  std::fmod(seconds, kMinute));
  } else {
    std::snprintf(text.data(), text.size(), "%.0f h %.0f min", std::floor(seconds / kHour),
                  std::fmod(seconds, kHour) / kMinute);
  }
  return text.data();
}

}  // namespace

std::string ProgressLine(const ProgressState& state) {
  constexpr std::size_t kBar = 20;
  const std::size_t filled = state.all == 0 ? kBar : kBar * state.done / state.all;
  const double rate = state.seconds > 0 ? static_cast<double>(state.done) / state.seconds : 0;
  std::array<char, 80> numbers{};
  std::snprintf(numbers.data(), numbers.size(), "  %zu of %zu  %.1f a second", state.done,
                state.all, rate);
  std::string line =
      "[" + std::string(filled, '#') + std::string(kBar - filled, '.') + "]" + numbers.data();
  if (state.done > 0 && state.done < state.all) {
    line += "  " + Duration(static_cast<double>(state.all - state.done) / rate) + " left";
  }
  if (state.failed > 0) {
    line += "  " + std::to_string(state.failed) + " failed";
  }
  return line;
}

Progress::Progress(std::ostream& out, bool is_terminal, std::size_t all)
    : out_(out), is_terminal_(is_terminal), state_{.all = all} {}

void Progress::Advance(bool failed) {
  const std::scoped_lock lock(mutex_);
  state_.done += 1;
  state_.failed += failed ? 1 : 0;
  Show(false);
}

void Progress::Say(const std::string& line) {
  const std::scoped_lock lock(mutex_);
  out_ << (is_terminal_ ? "\r\x1B[K" : "") << line << "\n";
  Show(is_terminal_);
}

ProgressState Progress::Finish() {
  const std::scoped_lock lock(mutex_);
  Show(true);
  if (is_terminal_) {
    out_ << "\n";
  }
  return state_;
}

void Progress::Show(bool now) {
  const auto time = Clock::now();
  const auto pause = is_terminal_ ? std::chrono::milliseconds(100) : std::chrono::seconds(10);
  if (!now && time - shown_ < pause) {
    return;
  }
  shown_ = time;
  state_.seconds = std::chrono::duration<double>(time - begin_).count();
  if (is_terminal_) {
    out_ << "\r" << ProgressLine(state_) << "\x1B[K" << std::flush;
  } else {
    out_ << ProgressLine(state_) << "\n" << std::flush;
  }
}

}  // namespace vitrine::cli
