// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/imaging/outlines.h"

#include "tests/unit/imaging/pictures.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <filesystem>

namespace vitrine {
namespace {

constexpr std::uint8_t kHalf = 128;

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

}  // namespace

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

Mask::Mask(std::int32_t width, std::int32_t height)
    : width_(static_cast<std::size_t>(width)), marks_(width_ * static_cast<std::size_t>(height)) {}

Mask::Mask(const Outline& outline, std::int32_t width, std::int32_t height) : Mask(width, height) {
  Fill(outline.outline, true);
  Fill(outline.holes, false);
}

Mask::Mask(const Image& alpha) : Mask(alpha.width(), alpha.height()) {
  for (std::size_t i = 0; i < marks_.size(); ++i) {
    marks_[i] = alpha.pixels()[4 * i] >= kHalf;
  }
}

void Mask::Fill(const std::vector<Points>& polygons, bool mark) {
  for (const Points& points : polygons) {
    double middle = 0.5;
    for (std::size_t row = 0; row < marks_.size(); row += width_, middle += 1) {
      FillRow(CrossingsOf(points, middle), row, mark);
    }
  }
}

void Mask::FillRow(const std::vector<double>& crossings, std::size_t row, bool mark) {
  for (std::size_t x = 0; x < width_; ++x) {
    const auto left = std::ranges::count_if(
        crossings, [&](double crossing) { return crossing < static_cast<double>(x) + 0.5; });
    if (left % 2 == 1) {
      marks_[row + x] = mark;
    }
  }
}

double Overlap(const Image& cutout, const Mask& mask) {
  double both = 0;
  double either = 0;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    const bool found = !cutout.empty() && cutout.pixels()[4 * i + 3] >= kHalf;
    both += found && mask[i] ? 1 : 0;
    either += found || mask[i] ? 1 : 0;
  }
  return both / either;
}

}  // namespace vitrine
