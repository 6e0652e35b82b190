// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/files.h"

#include "tests/unit/cli/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace vitrine::cli {
namespace {

TEST(ShippedPath, IsBesideTheProgramWhereItIsThere) {
  const TemporaryFolder folder;
  const std::filesystem::path program = folder / "bin/vitrine";
  EXPECT_EQ(ShippedPath(program, "cutout.onnx", "/built/cutout.onnx"), "/built/cutout.onnx");
  const std::string shipped = folder.Write("share/vitrine/cutout.onnx", "model");
  EXPECT_EQ(ShippedPath(program, "cutout.onnx", "/built/cutout.onnx"), shipped);
}

TEST(ProgramPath, IsAFile) { EXPECT_TRUE(std::filesystem::is_regular_file(ProgramPath())); }

}  // namespace
}  // namespace vitrine::cli
