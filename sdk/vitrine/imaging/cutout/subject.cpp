// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/bounds.h>
#include <vitrine/imaging/cutout/connected_parts.h>
#include <vitrine/imaging/cutout/main_parts.h>
#include <vitrine/imaging/cutout/random_walk.h>
#include <vitrine/imaging/cutout/stretch.h>
#include <vitrine/imaging/cutout/subject.h>
#include <vitrine/imaging/enhance/strength.h>
#include <vitrine/imaging/resize.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

constexpr float kBelongs = 0.5F;

// The picture at half the size again and again, coarsest first.
Result<std::vector<LabImage>> PyramidOf(const ImageView& picture, std::int32_t side) {
  constexpr std::int32_t kCoarsest = 32;
  std::vector<LabImage> levels;
  Image finer;
  for (std::int32_t longest = side; longest >= kCoarsest; longest /= 2) {
    const ImageView source = finer.empty() ? picture : finer.view();
    const auto width = static_cast<float>(source.width);
    const auto height = static_cast<float>(source.height);
    const float scale = std::min(1.0F, static_cast<float>(longest) / std::max(width, height));
    const auto scaled = [&](float length) {
      return std::max(1, static_cast<std::int32_t>(std::lround(length * scale)));
    };
    Result<Image> reduced =
        Resize(source, {.width = width, .height = height}, scaled(width), scaled(height));
    if (!reduced) {
      return std::unexpected(reduced.error());
    }
    levels.push_back(ToLab(reduced->view()));
    finer = *std::move(reduced);
  }
  std::ranges::reverse(levels);
  return levels;
}

// Subjects lie in the middle: what of the picture is close to its border rather lies behind them.
Plane PriorOfPlace(std::size_t width, std::size_t height) {
  Plane prior(width, height);
  for (std::size_t i = 0; i < prior.values.size(); ++i) {
    prior.values[i] = 0.15F + 0.35F * Ramp(Centrality(i, width, height), 0, 0.12F);
  }
  return prior;
}

Plane PriorOfModel(const Plane& model, std::size_t width, std::size_t height) {
  constexpr float kMostSure = 0.95F;
  Plane prior = Stretched(model, width, height);
  for (float& value : prior.values) {
    value = std::clamp(value, 1 - kMostSure, kMostSure);
  }
  return prior;
}

Plane FirstGuess(const LabImage& coarsest, const Plane* model) {
  if (model != nullptr) {
    return Stretched(*model, coarsest.width(), coarsest.height());
  }
  Plane guess(coarsest.width(), coarsest.height());
  for (std::size_t i = 0; i < guess.values.size(); ++i) {
    guess.values[i] = Centrality(i, guess.width, guess.height);
  }
  return guess;
}

Plane LabelsByColour(const std::vector<LabImage>& levels, const Plane* model) {
  // An opening this large, such as that of a handle, is one; below it is rather a print.
  constexpr float kLargestPrint = 0.015F;
  // What the colours are is settled where a round costs little.
  constexpr std::size_t kLearningLevels = 2;
  constexpr int kLearningRounds = 3;
  Plane labels = FirstGuess(levels.front(), model);
  for (std::size_t level = 0; level < levels.size(); ++level) {
    const LabImage& picture = levels[level];
    const Plane prior = model != nullptr ? PriorOfModel(*model, picture.width(), picture.height())
                                         : PriorOfPlace(picture.width(), picture.height());
    const bool learning = level < kLearningLevels;
    labels = Stretched(labels, picture.width(), picture.height());
    for (int round = 0; round < (learning ? kLearningRounds : 1); ++round) {
      WalkRandomly(picture, ByColour(picture, labels, prior), learning ? 40 : 25, labels);
      KeepMainParts(labels);
    }
  }
  CutTails(levels.back(), labels);
  FillHoles(labels, kLargestPrint);
  return labels;
}

Plane LabelsAgainstBackdrop(const std::vector<LabImage>& levels, const Plane* model) {
  // An opening shows the very colour of the backdrop: it need not be large to be believed.
  constexpr float kLargestSpeck = 0.003F;
  Plane labels;
  for (const LabImage& picture : levels) {
    const Backdrop backdrop(picture);
    const Evidence evidence =
        model == nullptr ? AgainstBackdrop(picture, backdrop)
                         : AgainstBackdrop(picture, backdrop,
                                           PriorOfModel(*model, picture.width(), picture.height()));
    const bool first = labels.values.empty();
    labels = first ? evidence.likelihood : Stretched(labels, picture.width(), picture.height());
    WalkRandomly(picture, evidence, first ? 60 : 30, labels);
    KeepMainParts(labels);
  }
  CutTails(levels.back(), labels);
  FillHoles(labels, kLargestSpeck);
  return labels;
}

// How steeply the labels fall where the subject ends, over all of its outline.
float ConfidenceIn(const Plane& labels) {
  constexpr float kFading = 0.02F;
  constexpr float kSharp = 0.2F;
  float sharpness = 0;
  float outline = 0;
  const auto compare = [&](float first, float second) {
    if ((first >= kBelongs) != (second >= kBelongs)) {
      outline += 1;
      sharpness += Ramp(std::abs(first - second), kFading, kSharp);
    }
  };
  for (std::size_t y = 0; y + 1 < labels.height; ++y) {
    for (std::size_t x = 0; x + 1 < labels.width; ++x) {
      const std::size_t i = y * labels.width + x;
      compare(labels.values[i], labels.values[i + 1]);
      compare(labels.values[i], labels.values[i + labels.width]);
    }
  }
  return outline > 0 ? sharpness / outline : 0;
}

// The outermost two-hundredth on each side may be specks.
constexpr float kTail = 0.005F;

// How much of the subject each column and each row holds, and all of them.
struct Sums {
  std::vector<float> columns;
  std::vector<float> rows;
  float area = 0;
};

Sums SumsOf(const Plane& likelihood) {
  Sums sums = {.columns = std::vector<float>(likelihood.width),
               .rows = std::vector<float>(likelihood.height)};
  for (std::size_t i = 0; i < likelihood.values.size(); ++i) {
    if (likelihood.values[i] >= kBelongs) {
      sums.columns[i % likelihood.width] += 1;
      sums.rows[i / likelihood.width] += 1;
      sums.area += 1;
    }
  }
  return sums;
}

// 0 where the subject fills next to nothing of what bounds it: crumbs here and there are none.
float Compactness(const Plane& likelihood) {
  constexpr float kCrumbs = 0.03F;
  constexpr float kThin = 0.1F;
  const Sums sums = SumsOf(likelihood);
  const Rect bounds = BoundsOf(sums.columns, sums.rows, kTail);
  return Ramp(sums.area / (bounds.width * bounds.height), kCrumbs, kThin);
}

Rect BoxOf(const Plane& likelihood, const ImageView& picture) {
  constexpr float kLeastShare = 0.002F;
  const Sums sums = SumsOf(likelihood);
  const auto width = static_cast<float>(picture.width);
  const auto height = static_cast<float>(picture.height);
  if (sums.area < kLeastShare * static_cast<float>(likelihood.values.size())) {
    return {.x = 0, .y = 0, .width = width, .height = height};
  }
  const Rect bounds = BoundsOf(sums.columns, sums.rows, kTail);
  const float across = width / static_cast<float>(likelihood.width);
  const float down = height / static_cast<float>(likelihood.height);
  return {.x = bounds.x * across,
          .y = bounds.y * down,
          .width = bounds.width * across,
          .height = bounds.height * down};
}

}  // namespace

Result<Subject> FindSubject(const ImageView& picture, std::int32_t side, const Plane* model) {
  const Result<std::vector<LabImage>> levels = PyramidOf(picture, side);
  if (!levels) {
    return std::unexpected(levels.error());
  }
  const LabImage& coarse = (*levels)[(levels->size() - 1) / 2];
  Subject subject = {.background = KindOf(coarse, Backdrop(coarse))};
  if (subject.background == BackgroundKind::kTransparent) {
    subject.likelihood = levels->back().alpha;
  } else if (subject.background == BackgroundKind::kBusy) {
    subject.likelihood = LabelsByColour(*levels, model);
  } else {
    subject.likelihood = LabelsAgainstBackdrop(*levels, model);
  }
  subject.box = BoxOf(subject.likelihood, picture);
  subject.confidence_01 = ConfidenceIn(subject.likelihood) * Compactness(subject.likelihood);
  return subject;
}

}  // namespace vitrine
