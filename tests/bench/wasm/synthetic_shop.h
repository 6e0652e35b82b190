// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace vitrine::bench {

/// The id of the product at this position.
std::string ProductId(std::size_t index);

/// A packed catalogue of invented products: 400 categories, 2,000 brands, titles of three to five
/// words, prices, popularity; and all that training adds: random vectors of length 1 in 8 bits,
/// lists of 20, behaviour, and a network of the usual size. Empty when it cannot be written.
std::vector<std::byte> MakePack(std::size_t count, std::size_t dimension, unsigned seed);

}  // namespace vitrine::bench
