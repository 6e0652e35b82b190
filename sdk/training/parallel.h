// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace vitrine::training {

/// Calls `work(begin, end)` for pieces that together cover 0 .. count, on all cores. What is
/// computed must not depend on the pieces, so that a model does not depend on the machine.
///
/// @param piece The most numbers in one piece.
template <typename Work>
void ForEachPiece(std::size_t count, std::size_t piece, const Work& work) {
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    for (std::size_t begin = next.fetch_add(piece); begin < count; begin = next.fetch_add(piece)) {
      work(begin, std::min(begin + piece, count));
    }
  };
  const std::size_t pieces = (count + piece - 1) / piece;
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> helpers;
  for (std::size_t i = 1; i < std::min(cores, pieces); ++i) {
    helpers.emplace_back(run);
  }
  run();
}

}  // namespace vitrine::training
