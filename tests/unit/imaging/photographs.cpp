// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/imaging/photographs.h"
#include "tests/support/data.h"
#include "tests/support/sanitized.h"
#include "tests/unit/imaging/pictures.h"

#include <vitrine/imaging/decode.h>
#include <vitrine/imaging/harmonise/harmonise.h>
#include <vitrine/imaging/resize.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <vector>

namespace vitrine {
namespace {

constexpr Style kSmall = {.width = 400, .height = 500};

// The part of a picture that is seen in a window of the canvas.
Image SeenThrough(const Image& picture, const Framing& framing, const Rect& window) {
  return Resize(picture.view(),
                {.x = (window.x - framing.x) / framing.scale,
                 .y = (window.y - framing.y) / framing.scale,
                 .width = window.width / framing.scale,
                 .height = window.height / framing.scale},
                static_cast<std::int32_t>(window.width), static_cast<std::int32_t>(window.height))
      .value();
}

// The whole pixels that the picture covers on the canvas.
Rect Covered(const Image& picture, const Framing& framing, const Style& style) {
  const Rect placed = framing.Placed(Whole(picture));
  const float left = std::max(0.0F, std::ceil(placed.x));
  const float top = std::max(0.0F, std::ceil(placed.y));
  return {
      .x = left,
      .y = top,
      .width =
          std::min(static_cast<float>(style.width), std::floor(placed.x + placed.width)) - left,
      .height =
          std::min(static_cast<float>(style.height), std::floor(placed.y + placed.height)) - top};
}

struct Edges {
  std::vector<std::uint8_t> inside;  // At least three pixels from whatever is not the subject.
  std::vector<std::uint8_t> soft;    // Neither the one nor the other.
};

Edges EdgesOf(const Image& cutout) {
  const auto width = static_cast<std::size_t>(cutout.width());
  const auto height = static_cast<std::size_t>(cutout.height());
  Edges edges = {.inside = std::vector<std::uint8_t>(width * height),
                 .soft = std::vector<std::uint8_t>(width * height)};
  const auto alpha = [&](std::size_t x, std::size_t y) {
    return cutout.pixels()[4 * (y * width + x) + 3];
  };
  for (std::size_t y = 3; y + 3 < height; ++y) {
    for (std::size_t x = 3; x + 3 < width; ++x) {
      bool inside = true;
      for (std::size_t v = y - 3; v <= y + 3; ++v) {
        for (std::size_t u = x - 3; u <= x + 3; ++u) {
          inside = inside && alpha(u, v) == 255;
        }
      }
      edges.inside[y * width + x] = inside ? 1 : 0;
      edges.soft[y * width + x] = alpha(x, y) > 5 && alpha(x, y) < 250 ? 1 : 0;
    }
  }
  return edges;
}

// Without the corners of a picture that is shown whole.
std::vector<std::uint8_t> InsideOfCorners(std::vector<std::uint8_t> inside, const Rect& window) {
  constexpr std::size_t kCorner = 24;
  const auto width = static_cast<std::size_t>(window.width);
  const auto height = static_cast<std::size_t>(window.height);
  for (std::size_t i = 0; i < inside.size(); ++i) {
    const std::size_t x = i % width;
    const std::size_t y = i / width;
    if (std::min(x, width - 1 - x) < kCorner && std::min(y, height - 1 - y) < kCorner) {
      inside[i] = 0;
    }
  }
  return inside;
}

std::vector<std::filesystem::path> Photographs() {
  std::vector<std::filesystem::path> paths;
  const auto folder = DataFolder() / "clothing-images" / "images";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<std::filesystem::path> some;
  for (std::size_t i = 0; i < paths.size(); i += EveryOf(24)) {
    some.push_back(paths[i]);
  }
  return some;
}

}  // namespace

SlateReport HarmonisedPhotographs(SegmentationModel* model) {
  SlateReport report;
  std::vector<Look> before;
  std::vector<Look> after;
  for (const auto& path : Photographs()) {
    const Image picture = DecodeImage(ReadFile(path)).value();
    const QualityReport quality = MeasureQuality(picture.view()).value();
    const Cutout cutout = CutOut(picture.view(), {.model = model}).value();
    const Harmonised harmonised = Harmonise(picture.view(), quality, cutout, kSmall).value();
    before.push_back(LookOf(picture));
    after.push_back(LookOf(harmonised.image));
    const bool uncut = cutout.method == CutoutMethod::kNone;
    const Rect window = Covered(picture, harmonised.framing, kSmall);
    const Image& subject = uncut ? picture : cutout.image;
    Edges edges = EdgesOf(SeenThrough(subject, harmonised.framing, window));
    if (uncut) {
      // All of it is shown, but for the corners, which are round.
      edges.inside = InsideOfCorners(edges.inside, window);
    }
    const Image shown = SeenThrough(harmonised.image, {}, window);
    const double fit =
        SmoothColourFit(SeenThrough(picture, harmonised.framing, window), shown, edges.inside);
    if (fit < report.worst_fit) {
      report.worst_fit = fit;
      report.worst = path.filename();
    }
    report.uncut += uncut ? 1U : 0U;
    report.mean_haloes += uncut ? 0 : HaloShare(shown, edges.soft);
  }
  report.pictures = before.size();
  report.before = SpreadOf(before);
  report.after = SpreadOf(after);
  report.mean_haloes /=
      static_cast<double>(std::max<std::size_t>(report.pictures - report.uncut, 1));
  return report;
}

void ExpectAlikeAndTrue(const SlateReport& report) {
  const Spread& was = report.before;
  const Spread& is = report.after;
  EXPECT_GE(was.background / is.background, 6);
  EXPECT_GE(was.scale / is.scale, 6);
  EXPECT_GE(was.centre / is.centre, 6);
  // A slate of pictures that are shown whole would be alike, too.
  EXPECT_GT(report.pictures, 0U);
  EXPECT_LE(report.uncut * 10, report.pictures);
  EXPECT_GE(report.worst_fit, 42) << report.worst;
  EXPECT_LE(report.mean_haloes, 0.05);
  std::cout << report.pictures << " photographs, " << report.uncut
            << " uncut; deviations before and after: background " << was.background << " "
            << is.background << ", scale " << was.scale << " " << is.scale << ", centre "
            << was.centre << " " << is.centre << "; worst colour fit " << report.worst_fit
            << " dB, mean share of haloes " << report.mean_haloes << "\n";
}

}  // namespace vitrine
