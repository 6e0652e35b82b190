// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/subject.h>
#include <vitrine/imaging/enhance/gaussian.h>
#include <vitrine/imaging/enhance/strength.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace vitrine {
namespace {

// 0 where a colour is that of the backdrop, 1 where it is certainly another.
Plane UnlikeBackdrop(const LabImage& picture, const Backdrop& backdrop) {
  // A shadow takes light away evenly: OKLab's a and b shrink with its l.
  constexpr float kDeepestShadow = 0.25F;
  const float alike = std::max(3 * backdrop.spread(), 0.012F);
  Plane unlike(picture.width(), picture.height());
  for (std::size_t i = 0; i < unlike.values.size(); ++i) {
    const Oklab colour = picture.At(i);
    const Oklab behind = backdrop.ColourAt(i % picture.width(), i / picture.width());
    float distance = ColourDistance(colour, behind);
    const float light = colour.l / std::max(behind.l, 0.01F);
    if (light < 1 && light > 1 - kDeepestShadow) {
      const Oklab shaded = {.l = colour.l, .a = behind.a * light, .b = behind.b * light};
      distance = std::min(
          distance, ColourDistance(colour, shaded) +
                        Ramp(1 - light, 0.5F * kDeepestShadow, kDeepestShadow) * kDeepestShadow);
    }
    unlike.values[i] = Ramp(distance, alike, 3 * alike);
  }
  return unlike;
}

// Colours counted in boxes of OKLab.
class ColourCounts {
 public:
  void Add(const Oklab& colour, float weight) { counts_[IndexOf(colour)] += weight; }

  // As a share of all, each box with a part of its neighbours', so that no colour hangs on a limit.
  std::vector<float> Shares() const {
    std::vector<float> smooth = counts_;
    for (const std::size_t step : {std::size_t{1}, kSide, kSide * kSide}) {
      const std::vector<float> before = smooth;
      for (std::size_t i = 0; i < before.size(); ++i) {
        const std::size_t at = i / step % kSide;
        const float lower = at > 0 ? before[i - step] : before[i];
        const float upper = at + 1 < kSide ? before[i + step] : before[i];
        smooth[i] = 0.5F * before[i] + 0.25F * (lower + upper);
      }
    }
    float sum = 0;
    for (const float count : smooth) {
      sum += count;
    }
    for (float& count : smooth) {
      count /= std::max(sum, 1e-9F);
    }
    return smooth;
  }

  static std::size_t IndexOf(const Oklab& colour) {
    const auto box = [](float value, float least, float most) {
      return RoundPositive(Ramp(value, least, most) * (kSide - 1));
    };
    return (box(colour.l, 0, 1) * kSide + box(colour.a, -0.2F, 0.25F)) * kSide +
           box(colour.b, -0.25F, 0.2F);
  }

 private:
  static constexpr std::size_t kSide = 20;
  std::vector<float> counts_ = std::vector<float>(kSide * kSide * kSide);
};

// 1 in the middle of the picture, falling towards its border.
float Centrality(std::size_t i, const LabImage& picture) {
  const float u =
      2 * (static_cast<float>(i % picture.width()) + 0.5F) / static_cast<float>(picture.width()) -
      1;
  const float v =
      2 * (static_cast<float>(i / picture.width()) + 0.5F) / static_cast<float>(picture.height()) -
      1;
  return (1 - u * u) * (1 - v * v);
}

Plane UnlikeBorder(const LabImage& picture) {
  ColourCounts border_counts;
  ColourCounts inner_counts;
  for (const std::size_t i : BorderOf(picture.width(), picture.height())) {
    border_counts.Add(picture.At(i), 1);
  }
  Plane likelihood(picture.width(), picture.height());
  for (std::size_t i = 0; i < likelihood.values.size(); ++i) {
    const float centrality = Centrality(i, picture);
    inner_counts.Add(picture.At(i), centrality * centrality);
  }
  const std::vector<float> behind = border_counts.Shares();
  const std::vector<float> within = inner_counts.Shares();
  for (std::size_t i = 0; i < likelihood.values.size(); ++i) {
    const std::size_t box = ColourCounts::IndexOf(picture.At(i));
    const float share = within[box] / std::max(within[box] + behind[box], 1e-9F);
    likelihood.values[i] = share * std::sqrt(Centrality(i, picture));
  }
  return GaussianBlur(likelihood, 2);
}

// From the first to the last line, the outermost hundredth of what lies on them left out: specks.
struct Extent {
  std::size_t first = 0;
  std::size_t last = 0;
};

Extent ExtentOf(const std::vector<float>& sums) {
  constexpr float kTail = 0.005F;
  float all = 0;
  for (const float sum : sums) {
    all += sum;
  }
  Extent extent = {.first = 0, .last = sums.size() - 1};
  for (float tail = sums[extent.first]; tail < kTail * all && extent.first < extent.last;) {
    tail += sums[++extent.first];
  }
  for (float tail = sums[extent.last]; tail < kTail * all && extent.first < extent.last;) {
    tail += sums[--extent.last];
  }
  return extent;
}

Rect BoxOf(const Plane& likelihood) {
  constexpr float kBelongs = 0.5F;
  constexpr float kLeastShare = 0.002F;
  std::vector<float> columns(likelihood.width);
  std::vector<float> rows(likelihood.height);
  float area = 0;
  for (std::size_t i = 0; i < likelihood.values.size(); ++i) {
    if (likelihood.values[i] >= kBelongs) {
      columns[i % likelihood.width] += 1;
      rows[i / likelihood.width] += 1;
      area += 1;
    }
  }
  const auto width = static_cast<float>(likelihood.width);
  const auto height = static_cast<float>(likelihood.height);
  if (area < kLeastShare * width * height) {
    return {.x = 0, .y = 0, .width = width, .height = height};
  }
  const Extent x = ExtentOf(columns);
  const Extent y = ExtentOf(rows);
  return {.x = static_cast<float>(x.first),
          .y = static_cast<float>(y.first),
          .width = static_cast<float>(x.last - x.first + 1),
          .height = static_cast<float>(y.last - y.first + 1)};
}

}  // namespace

Subject FindSubject(const LabImage& picture, const Backdrop& backdrop, BackgroundKind kind) {
  Subject subject;
  switch (kind) {
    case BackgroundKind::kTransparent:
      subject.likelihood = picture.alpha;
      break;
    case BackgroundKind::kPlain:
    case BackgroundKind::kGraded:
      subject.likelihood = UnlikeBackdrop(picture, backdrop);
      break;
    case BackgroundKind::kBusy:
      subject.likelihood = UnlikeBorder(picture);
      break;
  }
  subject.box = BoxOf(subject.likelihood);
  return subject;
}

}  // namespace vitrine
