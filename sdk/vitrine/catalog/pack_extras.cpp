// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/pack_extras.h>

#include <vitrine/base/number_text.h>
#include <vitrine/catalog/pack_format.h>

#include <cmath>
#include <cstdint>
#include <span>
#include <string>

namespace vitrine {
namespace {

Result<void> CheckVectors(std::size_t count, const PackExtras& extras) {
  const std::size_t dimension = extras.dimension;
  if (dimension % pack::kDimensionStep != 0 || dimension > pack::kMaxDimension) {
    return Fail(ErrorCode::kInvalidArgument, "dimension is " + std::to_string(dimension) +
                                                 ", expected a multiple of 16 up to 1024");
  }
  if (extras.vectors.size() != std::uint64_t{count} * dimension) {
    return Fail(ErrorCode::kShapeMismatch, "vectors has " + std::to_string(extras.vectors.size()) +
                                               " values, expected " + std::to_string(count) +
                                               " x " + std::to_string(dimension));
  }
  for (std::size_t row = 0; dimension != 0 && row < count; ++row) {
    float square = 0;
    for (const float value : extras.vectors.subspan(row * dimension, dimension)) {
      square += value * value;
    }
    if (!std::isfinite(square)) {
      return Fail(ErrorCode::kNonFinite, "vector " + std::to_string(row) + " is not finite");
    }
    // Half of what a reader accepts, because it sums in another order.
    if (square != 0 && std::abs(square - 1) > pack::kUnitTolerance / 2) {
      return Fail(ErrorCode::kInvalidArgument, "vector " + std::to_string(row) +
                                                   " has the squared length " + NumberText(square) +
                                                   ", expected 1 or 0");
    }
  }
  return {};
}

Result<void> CheckPopularity(std::size_t count, std::span<const float> popularity) {
  if (!popularity.empty() && popularity.size() != count) {
    return Fail(ErrorCode::kShapeMismatch, "popularity has " + std::to_string(popularity.size()) +
                                               " values, expected " + std::to_string(count));
  }
  for (std::size_t row = 0; row < popularity.size(); ++row) {
    if (!std::isfinite(popularity[row])) {
      return Fail(ErrorCode::kNonFinite, "popularity " + std::to_string(row) + " is not finite");
    }
    if (popularity[row] < 0 || popularity[row] > 1) {
      return Fail(ErrorCode::kInvalidArgument, "popularity " + std::to_string(row) + " is " +
                                                   NumberText(popularity[row]) +
                                                   ", expected 0 to 1");
    }
  }
  return {};
}

Result<void> CheckEnds(std::size_t count, std::span<const std::uint32_t> ends,
                       std::size_t neighbours) {
  if ((!ends.empty() && ends.size() != count) ||
      (ends.empty() ? std::size_t{0} : std::size_t{ends.back()}) != neighbours) {
    return Fail(ErrorCode::kShapeMismatch, std::to_string(ends.size()) + " lists of " +
                                               std::to_string(neighbours) +
                                               " neighbours, expected " + std::to_string(count) +
                                               " whose last ends with the neighbours");
  }
  for (std::size_t row = 0; row < ends.size(); ++row) {
    const std::uint32_t begin = row == 0 ? 0 : ends[row - 1];
    if (ends[row] < begin || ends[row] - begin > pack::kMaxNeighbours) {
      return Fail(ErrorCode::kInvalidArgument,
                  "list " + std::to_string(row) + " lies between " + std::to_string(begin) +
                      " and " + std::to_string(ends[row]) + "; expected at most " +
                      std::to_string(pack::kMaxNeighbours) + " neighbours");
    }
  }
  return {};
}

Result<void> CheckLists(std::size_t count, const PackExtras& extras) {
  if (!extras.list_ends.empty() && !extras.named_ends.empty()) {
    return Fail(ErrorCode::kInvalidArgument,
                "lists by position and lists by name, expected one of them");
  }
  Result<void> checked = CheckEnds(count, extras.list_ends, extras.neighbours.size());
  if (checked) {
    checked = CheckEnds(count, extras.named_ends, extras.named.size());
  }
  if (!checked) {
    return checked;
  }
  for (const Neighbour& neighbour : extras.neighbours) {
    if (neighbour.product >= count) {
      return Fail(ErrorCode::kInvalidArgument, "a neighbour is product " +
                                                   std::to_string(neighbour.product) + " of " +
                                                   std::to_string(count));
    }
  }
  return {};
}

Result<void> CheckLearned(std::size_t count, const PackExtras& extras) {
  if (!extras.behaviour.empty() && extras.behaviour.size() != count) {
    return Fail(ErrorCode::kShapeMismatch, "behaviour has " +
                                               std::to_string(extras.behaviour.size()) +
                                               " records, expected " + std::to_string(count));
  }
  if (extras.weights.size() > pack::kMaxWeightBytes) {
    return Fail(ErrorCode::kTooLarge, std::to_string(extras.weights.size()) +
                                          " bytes of weights, expected at most " +
                                          std::to_string(pack::kMaxWeightBytes));
  }
  return CheckLists(count, extras);
}

}  // namespace

Result<void> CheckExtras(std::size_t count, const PackExtras& extras) {
  Result<void> checked = CheckVectors(count, extras);
  if (checked) {
    checked = CheckPopularity(count, extras.popularity);
  }
  return checked ? CheckLearned(count, extras) : checked;
}

}  // namespace vitrine
