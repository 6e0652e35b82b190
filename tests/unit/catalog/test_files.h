// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <iterator>
#include <string>

namespace vitrine {

/// The bytes of a file in tests/data/feeds/; tests run in the project's root. Empty when there is
/// none.
inline std::string ReadTestFeed(const std::string& name) {
  std::ifstream file("tests/data/feeds/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace vitrine
