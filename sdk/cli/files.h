// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstddef>
#include <filesystem>
#include <ranges>
#include <span>
#include <string>
#include <string_view>

namespace vitrine::cli {

/// The bytes of a file. Errors: kInvalidArgument with the path and the system's reason.
Result<std::string> ReadFile(const std::filesystem::path& path);

/// Writes a file as a whole or not at all: into a temporary neighbour first, then renamed.
Result<void> WriteFile(const std::filesystem::path& path, std::span<const std::byte> bytes);
Result<void> WriteFile(const std::filesystem::path& path,
                       std::span<const std::span<const std::byte>> parts);
Result<void> WriteFile(const std::filesystem::path& path, std::string_view text);

/// The file that runs; empty where the system does not say.
std::filesystem::path ProgramPath();

/// A file or folder that goes with the program: share/vitrine/NAME beside the folder that the
/// program is in, where that is there, else `source`, where it lay when the program was built.
std::filesystem::path ShippedPath(const std::filesystem::path& program, std::string_view name,
                                  const std::filesystem::path& source);

/// The same bytes under another type.
inline std::span<const std::byte> AsBytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

/// Calls `visit(number, line)` for every line that is not blank, counted from 1.
template <typename Visit>
void ForEachLine(std::string_view text, const Visit& visit) {
  std::size_t number = 0;
  for (const auto part : std::views::split(text, '\n')) {
    ++number;
    const std::string_view line(part);
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
      visit(number, line);
    }
  }
}

}  // namespace vitrine::cli
