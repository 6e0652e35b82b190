// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/score_book.h>

#include <vitrine/ranking/features.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vitrine {
namespace {

void Append(std::span<const float> values, std::vector<float>& all) {
  const std::size_t size = all.size();
  all.resize(size + values.size());
  std::ranges::copy(values, all.begin() + static_cast<std::ptrdiff_t>(size));
}

}  // namespace

Result<void> CheckScores(std::span<const float> scores) {
  const bool finite = std::ranges::all_of(scores, [](float score) { return std::isfinite(score); });
  return finite ? Result<void>()
                : Fail(ErrorCode::kNonFinite,
                       "the ranker gave a score that is NaN or infinite; expected finite ones");
}

Result<void> ScoreBook::Score(std::span<const float> features, std::span<float> scores) {
  std::ranges::fill(scores, 0.0F);
  std::size_t begin = 0;
  for (const std::size_t end : ends_) {
    const float* const known = features_.data() + begin * kFeatureCount;
    if (end - begin == scores.size() && std::equal(features.begin(), features.end(), known)) {
      if (end <= scores_.size()) {
        std::copy_n(scores_.data() + begin, scores.size(), scores.begin());
      }
      return {};
    }
    begin = end;
  }
  Append(features, features_);
  ends_.push_back(static_cast<std::uint32_t>(begin + scores.size()));
  return {};
}

std::span<const float> ScoreBook::Wanted() const {
  for (const std::size_t end : ends_) {
    if (end > scores_.size()) {
      return std::span(features_).subspan(scores_.size() * kFeatureCount,
                                          (end - scores_.size()) * kFeatureCount);
    }
  }
  return {};
}

Result<void> ScoreBook::Give(std::span<const float> scores) {
  if (scores.empty() || scores.size() * kFeatureCount != Wanted().size()) {
    return Fail(ErrorCode::kShapeMismatch,
                "the ranker gave too few or too many scores; expected one for each candidate");
  }
  auto checked = CheckScores(scores);
  if (checked) {
    Append(scores, scores_);
  }
  return checked;
}

void ScoreBook::Clear() {
  features_.clear();
  scores_.clear();
  ends_.clear();
}

}  // namespace vitrine
