// SPDX-License-Identifier: Apache-2.0
// What happens to pictures on their way to a shop, done on purpose.
#pragma once

#include <vitrine/imaging/image.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace vitrine {

/// Normal noise of a standard deviation in levels, on each channel.
Image WithNoise(const Image& image, double sigma, std::uint64_t seed);

/// A Gaussian of a standard deviation in pixels.
Image Blurred(const Image& image, double sigma);

/// As seen in a light of this linear red, green and blue; what exceeds white is clipped.
Image InLight(const Image& image, const std::array<double, 3>& light);

/// Each level of the distance from 130 becomes 0.22 levels.
Image Flattened(const Image& image);

/// Encoded as a JPEG and decoded.
Image AsJpeg(const Image& image, int quality);

/// Every `every`-th of the demo shop's rendered pictures from the `first` one on, in the order of
/// their names, each reduced to a long side of `side`: sharp, without noise, in white light. Of
/// more than eight some are left out under the sanitizers.
std::vector<Image> CleanPictures(std::size_t first, std::size_t every, std::int32_t side);

}  // namespace vitrine
