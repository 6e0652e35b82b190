// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/imaging/resize_reference.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>

namespace vitrine {
namespace {

double Lanczos3(double x) {
  const auto sinc = [](double t) {
    return t == 0 ? 1 : std::sin(std::numbers::pi * t) / (std::numbers::pi * t);
  };
  return std::abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
}

// R. G. Keys, 1981, equation (15).
double KeysCubic(double x) {
  const double s = std::abs(x);
  if (s < 1) {
    return 1.5 * std::pow(s, 3) - 2.5 * std::pow(s, 2) + 1;
  }
  return s < 2 ? -0.5 * std::pow(s, 3) + 2.5 * std::pow(s, 2) - 4 * s + 2 : 0;
}

// The filter of one axis, one output pixel at a time.
struct Window {
  std::size_t first = 0;
  std::vector<double> weights;
};

double WeightOf(ResizeFilter filter, double distance, double covered) {
  switch (filter) {
    case ResizeFilter::kArea:
      return covered;
    case ResizeFilter::kBicubic:
      return KeysCubic(distance);
    case ResizeFilter::kLanczos3:
      break;
  }
  return Lanczos3(distance);
}

Window WindowOf(ResizeFilter filter, double begin, double length, int size, int index, int count) {
  const double step = length / count;
  const double widening = std::max(step, 1.0);
  const double from = begin + index * step;
  const int low = std::max(0, static_cast<int>(std::floor(begin)));
  Window window{.first = static_cast<std::size_t>(low), .weights = {}};
  const int high = std::min(size, static_cast<int>(std::ceil(begin + length)));
  for (int x = low; x < high; ++x) {
    const double distance = (x + 0.5 - from - step / 2) / widening;
    const double covered = std::min(from + step, x + 1.0) - std::max<double>(from, x);
    const double weight = WeightOf(filter, distance, std::max(0.0, covered));
    if (window.weights.empty() && weight == 0) {
      window.first = static_cast<std::size_t>(x) + 1;
    } else {
      window.weights.push_back(weight);
    }
  }
  while (window.weights.back() == 0) {
    window.weights.pop_back();
  }
  const double sum = std::accumulate(window.weights.begin(), window.weights.end(), 0.0);
  for (double& weight : window.weights) {
    weight /= sum;
  }
  return window;
}

using Pixel = std::array<double, 4>;  // Channels 0 .. 1.

// IEC 61966-2-1, on straight colours, which are premultiplied before and after.
template <typename Curve>
Pixel OnCurve(const Pixel& pixel, const Curve& curve) {
  const double alpha = pixel[3];
  if (alpha == 0) {
    return {};
  }
  const auto turned = [&](double value) { return curve(value / alpha) * alpha; };
  return {turned(pixel[0]), turned(pixel[1]), turned(pixel[2]), alpha};
}

double Light(double value) {
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double OfLight(double light) {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
}

std::vector<Pixel> PixelsOf(const Image& image, bool linear_light) {
  std::vector<Pixel> pixels;
  for (std::size_t i = 0; i < image.pixels().size(); i += 4) {
    Pixel pixel;
    for (std::size_t c = 0; c < 4; ++c) {
      pixel[c] = image.pixels()[i + c] / 255.0;
    }
    pixels.push_back(linear_light ? OnCurve(pixel, Light) : pixel);
  }
  return pixels;
}

// Adds a weighted pixel.
void Add(Pixel& sum, double weight, const Pixel& pixel) {
  for (std::size_t c = 0; c < 4; ++c) {
    sum[c] += weight * pixel[c];
  }
}

void AppendResult(Pixel pixel, bool linear_light, std::vector<double>& result) {
  pixel[3] = std::clamp(pixel[3], 0.0, 1.0);
  for (double& value : pixel) {
    value = std::clamp(value, 0.0, pixel[3]);
  }
  for (const double value : linear_light ? OnCurve(pixel, OfLight) : pixel) {
    result.push_back(value * 255);
  }
}

}  // namespace

std::vector<double> ReferenceResize(const Image& source, const Rect& crop, int width, int height,
                                    const ResizeOptions& options) {
  const auto row = static_cast<std::size_t>(source.width());
  const std::vector<Pixel> pixels = PixelsOf(source, options.linear_light);
  std::vector<Window> across;
  for (int x = 0; x < width; ++x) {
    across.push_back(WindowOf(options.filter, crop.x, crop.width, source.width(), x, width));
  }
  std::vector<double> result;
  for (int y = 0; y < height; ++y) {
    const Window down = WindowOf(options.filter, crop.y, crop.height, source.height(), y, height);
    std::vector<Pixel> line(row);
    for (std::size_t i = 0; i < down.weights.size(); ++i) {
      for (std::size_t x = 0; x < row; ++x) {
        Add(line[x], down.weights[i], pixels[(down.first + i) * row + x]);
      }
    }
    for (const auto& [first, weights] : across) {
      Pixel sum{};
      for (std::size_t i = 0; i < weights.size(); ++i) {
        Add(sum, weights[i], line[first + i]);
      }
      AppendResult(sum, options.linear_light, result);
    }
  }
  return result;
}

double LargestError(const Image& image, const std::vector<double>& reference) {
  double largest = 0;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    largest = std::max(largest, std::abs(image.pixels()[i] - reference[i]));
  }
  return largest;
}

double Psnr(const Image& image, const std::vector<double>& reference) {
  double sum = 0;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    const double error = image.pixels()[i] - reference[i];
    sum += i % 4 == 3 ? 0 : error * error;
  }
  return 10 * std::log10(255 * 255 / (sum / (static_cast<double>(reference.size()) * 0.75)));
}

}  // namespace vitrine
