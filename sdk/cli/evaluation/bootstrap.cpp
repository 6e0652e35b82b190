// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/evaluation/evaluation.h"

#include <vitrine/base/random.h>

#include <algorithm>

namespace vitrine::cli {
namespace {

constexpr std::size_t kResamples = 1000;

// `mean(session_at)` is the figure of the sessions that session_at(0), session_at(1), ... name.
template <typename Mean>
Interval Bootstrap(std::size_t count, std::uint64_t seed, const Mean& mean) {
  const double value = mean([](std::size_t i) { return i; });
  if (count == 0) {
    return {value, value, value};
  }
  Random random(seed);
  std::vector<double> means;
  for (std::size_t resample = 0; resample < kResamples; ++resample) {
    means.push_back(mean([&](std::size_t) -> std::size_t {
      return random.Below(static_cast<std::uint32_t>(count));
    }));
  }
  std::ranges::sort(means);
  return {value, means[kResamples / 40], means[kResamples - 1 - kResamples / 40]};
}

}  // namespace

Interval MeanOf(std::span<const SessionSums> sessions, double SessionSums::* sum,
                std::uint64_t seed) {
  return Bootstrap(sessions.size(), seed, [&](auto session_at) {
    double total = 0;
    double predictions = 0;
    for (std::size_t i = 0; i < sessions.size(); ++i) {
      const SessionSums& session = sessions[session_at(i)];
      total += session.*sum;
      predictions += session.predictions;
    }
    return predictions > 0 ? total / predictions : 0.0;
  });
}

Interval DifferenceOf(std::span<const SessionSums> ours, std::span<const SessionSums> theirs,
                      double SessionSums::* sum, std::uint64_t seed) {
  return Bootstrap(ours.size(), seed, [&](auto session_at) {
    double total = 0;
    double predictions = 0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
      const std::size_t session = session_at(i);
      total += ours[session].*sum - theirs[session].*sum;
      predictions += ours[session].predictions;
    }
    return predictions > 0 ? total / predictions : 0.0;
  });
}

}  // namespace vitrine::cli
