// SPDX-License-Identifier: Apache-2.0
// Cut-outs of photographs against outlines that were drawn by hand.
#include "tests/support/data.h"
#include "tests/unit/imaging/pictures.h"

#include <vitrine/imaging/cutout/cutout.h>
#include <vitrine/imaging/decode.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

using Points = std::vector<std::pair<double, double>>;

struct Outline {
  std::string picture;
  std::vector<Points> outline;
  std::vector<Points> holes;
};

std::vector<Points> PolygonsOf(const rapidjson::Value& json) {
  std::vector<Points> polygons;
  for (const auto& polygon : json.GetArray()) {
    Points& points = polygons.emplace_back();
    for (const auto& point : polygon.GetArray()) {
      points.emplace_back(point[0].GetDouble(), point[1].GetDouble());
    }
  }
  return polygons;
}

std::vector<Outline> Outlines() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator("tests/data/cutouts/outlines")) {
    if (entry.path().extension() == ".json") {
      paths.push_back(entry.path());
    }
  }
  std::ranges::sort(paths);
  std::vector<Outline> outlines;
  for (const auto& path : paths) {
    const auto bytes = ReadFile(path);
    rapidjson::Document json;
    json.Parse(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    outlines.push_back({.picture = json["picture"].GetString(),
                        .outline = PolygonsOf(json["outline"]),
                        .holes = PolygonsOf(json["holes"])});
  }
  return outlines;
}

// Where the line through the middles of a row's pixels crosses the polygon.
std::vector<double> CrossingsOf(const Points& points, double y) {
  std::vector<double> crossings;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto [x0, y0] = points[i];
    const auto [x1, y1] = points[(i + 1) % points.size()];
    if ((y0 <= y) != (y1 <= y)) {
      crossings.push_back(x0 + (y - y0) / (y1 - y0) * (x1 - x0));
    }
  }
  std::ranges::sort(crossings);
  return crossings;
}

class Mask {
 public:
  Mask(std::int32_t width, std::int32_t height)
      : width_(static_cast<std::size_t>(width)),
        marks_(width_ * static_cast<std::size_t>(height)) {}

  void Fill(const std::vector<Points>& polygons, bool mark) {
    for (const Points& points : polygons) {
      for (std::size_t i = 0; i < marks_.size(); i += width_) {
        FillRow(CrossingsOf(points, static_cast<double>(i / width_) + 0.5), i, mark);
      }
    }
  }

  bool operator[](std::size_t pixel) const { return marks_[pixel]; }
  std::size_t size() const { return marks_.size(); }

 private:
  void FillRow(const std::vector<double>& crossings, std::size_t row, bool mark) {
    for (std::size_t x = 0; x < width_; ++x) {
      const auto left = std::ranges::count_if(
          crossings, [&](double crossing) { return crossing < static_cast<double>(x) + 0.5; });
      if (left % 2 == 1) {
        marks_[row + x] = mark;
      }
    }
  }

  std::size_t width_;
  std::vector<bool> marks_;
};

double Overlap(const Image& cutout, const Mask& mask) {
  constexpr std::uint8_t kHalf = 128;
  double both = 0;
  double either = 0;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    const bool found = !cutout.empty() && cutout.pixels()[4 * i + 3] >= kHalf;
    both += found && mask[i] ? 1 : 0;
    either += found || mask[i] ? 1 : 0;
  }
  return both / either;
}

TEST(CutOut, OfPhotographsFollowsTheOutlinesDrawnByHand) {
  VITRINE_NEEDS_DATA("clothing-images");
  const std::vector<Outline> outlines = Outlines();
  ASSERT_EQ(outlines.size(), 40U);
  double sum = 0;
  double of_sure = 0;
  double sure = 0;
  for (const Outline& outline : outlines) {
    const auto path = DataFolder() / "clothing-images" / "images" / outline.picture;
    const Image picture = DecodeImage(ReadFile(path)).value();
    Mask mask(picture.width(), picture.height());
    mask.Fill(outline.outline, true);
    mask.Fill(outline.holes, false);
    // Those too that would stay whole.
    const Cutout cutout = CutOut(picture.view(), {.least_confidence_01 = 0}).value();
    const double overlap = Overlap(cutout.image, mask);
    sum += overlap;
    if (cutout.subject.confidence_01 >= CutoutOptions{}.least_confidence_01) {
      of_sure += overlap;
      sure += 1;
    }
  }
  const auto count = static_cast<double>(outlines.size());
  std::cout << "mean intersection over union " << sum / count << ", of the " << sure
            << " that it is sure of " << of_sure / sure << "\n";
  EXPECT_GE(sum / count, 0.90);
  EXPECT_GE(of_sure / sure, sum / count) << "a confidence that says nothing";
}

}  // namespace
}  // namespace vitrine
