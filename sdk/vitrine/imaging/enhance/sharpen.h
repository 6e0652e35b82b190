// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/plane.h>

namespace vitrine {

/// Undoes a Gaussian blur of `sigma` pixels, above 0, as far as that can be done without haloes: no
/// pixel leaves the range of its neighbourhood by more than a quarter of it.
/// Cost: as four blurs and a search for the range.
/// Source: P. H. van Cittert, "Zum Einfluss der Spaltbreite auf die Intensitaetsverteilung in
/// Spektrallinien II", 1931.
Plane Sharpen(const Plane& plane, float sigma);

/// So many rows and columns around a pixel have a say in what it becomes.
std::size_t SharpenReach(float sigma);

}  // namespace vitrine
