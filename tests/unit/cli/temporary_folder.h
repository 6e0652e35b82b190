// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace vitrine::cli {

/// A folder that lives as long as the object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "vitrine-test-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

  /// Writes a file and gives its path, ready for a command line.
  std::string Write(std::string_view name, std::string_view text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    const auto written = WriteFile(path_ / name, text);
    EXPECT_TRUE(written) << written.error().message;
    return (path_ / name).string();
  }

 private:
  std::filesystem::path path_;
};

}  // namespace vitrine::cli
