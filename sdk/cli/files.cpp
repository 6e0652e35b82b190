// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/files.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <system_error>

namespace vitrine::cli {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

std::unexpected<Error> SystemError(std::string_view what, const std::filesystem::path& path) {
  const std::string reason = std::strerror(errno);
  return Fail(ErrorCode::kInvalidArgument,
              "cannot " + std::string(what) + " " + path.string() + ": " + reason);
}

}  // namespace

Result<std::string> ReadFile(const std::filesystem::path& path) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) {
    return SystemError("read", path);
  }
  std::string bytes;
  char buffer[1 << 16];
  while (const std::size_t count = std::fread(buffer, 1, sizeof(buffer), file.get())) {
    bytes.append(buffer, count);
  }
  if (std::ferror(file.get()) != 0) {
    return SystemError("read", path);
  }
  return bytes;
}

Result<void> WriteFile(const std::filesystem::path& path,
                       std::span<const std::span<const std::byte>> parts) {
  const std::filesystem::path temporary = path.string() + ".partial";
  File file(std::fopen(temporary.c_str(), "wb"));
  if (!file) {
    return SystemError("write", path);
  }
  const bool written = std::ranges::all_of(parts, [&](std::span<const std::byte> part) {
    return std::fwrite(part.data(), 1, part.size(), file.get()) == part.size();
  });
  if (!written || std::fflush(file.get()) != 0) {
    auto error = SystemError("write", path);
    file.reset();
    std::remove(temporary.c_str());
    return error;
  }
  file.reset();
  std::error_code error;
  std::filesystem::rename(temporary, path, error);
  if (error) {
    return Fail(ErrorCode::kInvalidArgument,
                "cannot write " + path.string() + ": " + error.message());
  }
  return {};
}

Result<void> WriteFile(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  return WriteFile(path, std::span(&bytes, 1));
}

Result<void> WriteFile(const std::filesystem::path& path, std::string_view text) {
  return WriteFile(path, AsBytes(text));
}

std::filesystem::path ProgramPath() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error);
}

std::filesystem::path ShippedPath(const std::filesystem::path& program, std::string_view name,
                                  const std::filesystem::path& source) {
  const std::filesystem::path shipped =
      program.parent_path().parent_path() / "share" / "vitrine" / name;
  std::error_code error;
  return std::filesystem::exists(shipped, error) ? shipped : source;
}

}  // namespace vitrine::cli
