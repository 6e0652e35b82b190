// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/colour.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

namespace vitrine {
namespace {

constexpr std::size_t kMaxColours = 8;
constexpr std::int32_t kSamplesAcross = 48;
constexpr int kMaxRounds = 16;
// Two colours nearer than this look the same: about a just noticeable difference in OKLab.
constexpr float kSameColour = 0.02F;

struct Point {
  double l = 0;
  double a = 0;
  double b = 0;
};

double SquaredDistance(const Oklab& sample, const Point& centre) {
  const double l = sample.l - centre.l;
  const double a = sample.a - centre.a;
  const double b = sample.b - centre.b;
  return l * l + a * a + b * b;
}

Point ToPoint(const Oklab& colour) { return {colour.l, colour.a, colour.b}; }

// The straight colours of a regular grid of pixels, those that are more transparent than not left
// out.
std::vector<Oklab> SampleColours(const PictureView& picture) {
  const std::int32_t width = WidthOf(picture);
  const std::int32_t height = HeightOf(picture);
  const std::int32_t across = std::min(width, kSamplesAcross);
  const std::int32_t down = std::min(height, kSamplesAcross);
  const auto middle = [](std::int32_t index, std::int32_t count, std::int32_t size) {
    return static_cast<std::int32_t>((2 * std::int64_t{index} + 1) * size /
                                     (2 * std::int64_t{count}));
  };
  std::vector<Oklab> samples;
  samples.reserve(static_cast<std::size_t>(across) * static_cast<std::size_t>(down));
  for (std::int32_t row = 0; row < down; ++row) {
    for (std::int32_t column = 0; column < across; ++column) {
      const Colour colour =
          ColourAt(picture, middle(column, across, width), middle(row, down, height));
      if (colour.a >= 128) {
        samples.push_back(ToOklab({colour.r, colour.g, colour.b, 255}));
      }
    }
  }
  return samples;
}

// The first centre is the sample nearest to the mean, each further one the sample farthest from all
// centres; the first sample wins a tie. Ends early when all samples are near a centre.
std::vector<Point> FirstCentres(const std::vector<Oklab>& samples, std::size_t count) {
  Point mean;
  for (const Oklab& sample : samples) {
    mean.l += sample.l;
    mean.a += sample.a;
    mean.b += sample.b;
  }
  const auto size = static_cast<double>(samples.size());
  mean = {mean.l / size, mean.a / size, mean.b / size};
  const auto nearest = std::ranges::min_element(
      samples, {}, [&](const Oklab& sample) { return SquaredDistance(sample, mean); });
  std::vector<Point> centres = {ToPoint(*nearest)};
  std::vector<double> distances(samples.size(), std::numeric_limits<double>::infinity());
  while (centres.size() < count) {
    for (std::size_t i = 0; i < samples.size(); ++i) {
      distances[i] = std::min(distances[i], SquaredDistance(samples[i], centres.back()));
    }
    const auto farthest = std::ranges::max_element(distances);
    if (*farthest < kSameColour * kSameColour) {
      break;
    }
    centres.push_back(ToPoint(samples[static_cast<std::size_t>(farthest - distances.begin())]));
  }
  return centres;
}

struct Cluster {
  Point sum;
  std::size_t count = 0;
};

std::size_t NearestCentre(const Oklab& sample, const std::vector<Point>& centres) {
  std::size_t nearest = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < centres.size(); ++i) {
    const double distance = SquaredDistance(sample, centres[i]);
    if (distance < least) {
      least = distance;
      nearest = i;
    }
  }
  return nearest;
}

// Lloyd's rounds until no sample changes its cluster. Returns the clusters' sizes; a centre that
// lost all its samples stays where it was.
std::vector<std::size_t> Settle(const std::vector<Oklab>& samples, std::vector<Point>& centres) {
  std::vector<std::size_t> nearest(samples.size(), centres.size());
  std::vector<Cluster> clusters;
  for (int round = 0; round < kMaxRounds; ++round) {
    clusters.assign(centres.size(), {});
    bool changed = false;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const std::size_t centre = NearestCentre(samples[i], centres);
      changed = changed || centre != nearest[i];
      nearest[i] = centre;
      Cluster& cluster = clusters[centre];
      cluster.sum.l += samples[i].l;
      cluster.sum.a += samples[i].a;
      cluster.sum.b += samples[i].b;
      ++cluster.count;
    }
    for (std::size_t i = 0; i < centres.size(); ++i) {
      const auto count = static_cast<double>(clusters[i].count);
      const Point& sum = clusters[i].sum;
      centres[i] =
          clusters[i].count == 0 ? centres[i] : Point{sum.l / count, sum.a / count, sum.b / count};
    }
    if (!changed) {
      break;
    }
  }
  std::vector<std::size_t> counts;
  for (const Cluster& cluster : clusters) {
    counts.push_back(cluster.count);
  }
  return counts;
}

}  // namespace

std::vector<Swatch> MainColours(const PictureView& picture, std::size_t count) {
  const std::vector<Oklab> samples = SampleColours(picture);
  if (samples.empty()) {
    return {};
  }
  std::vector<Point> centres =
      FirstCentres(samples, std::clamp<std::size_t>(count, 1, kMaxColours));
  const std::vector<std::size_t> counts = Settle(samples, centres);
  std::vector<Swatch> swatches;
  for (std::size_t i = 0; i < centres.size(); ++i) {
    if (counts[i] > 0) {
      swatches.push_back(
          {.colour = {.l = static_cast<float>(centres[i].l),
                      .a = static_cast<float>(centres[i].a),
                      .b = static_cast<float>(centres[i].b)},
           .weight_01 = static_cast<float>(counts[i]) / static_cast<float>(samples.size())});
    }
  }
  // Equal weights by lightness, so that the order never depends on the sort.
  std::ranges::sort(swatches, {}, [](const Swatch& swatch) {
    return std::tuple(-swatch.weight_01, swatch.colour.l, swatch.colour.a, swatch.colour.b);
  });
  return swatches;
}

}  // namespace vitrine
