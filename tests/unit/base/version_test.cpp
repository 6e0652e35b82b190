// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/version.h>

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace vitrine {
namespace {

TEST(Version, IsTheProjects) {
  // The tests run in the repository's root.
  std::ifstream file("CMakeLists.txt");
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  EXPECT_NE(text.find("project(vitrine VERSION " + std::string(Version()) + " "), std::string::npos)
      << Version();
}

}  // namespace
}  // namespace vitrine
