// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/examples.h"

#include "sdk/cli/files.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <system_error>
#include <vector>

namespace vitrine::cli {
namespace {

static_assert(std::endian::native == std::endian::little, "arrays are little endian");

// Source: NumPy's format 1.0. The header's length is a multiple of 64.
std::string NumpyHeader(const std::string& type, std::size_t rows, std::size_t columns) {
  constexpr std::size_t kFixed = 10;
  constexpr std::size_t kUnit = 64;
  std::string fields = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" +
                       std::to_string(rows) + ", " + std::to_string(columns) + "), }";
  const std::size_t size = (kFixed + fields.size() + kUnit) / kUnit * kUnit;
  fields.resize(size - kFixed - 1, ' ');
  const std::size_t length = fields.size() + 1;
  return std::string("\x93NUMPY\x01") + '\0' + static_cast<char>(length % 256) +
         static_cast<char>(length / 256) + fields + '\n';
}

Result<void> WriteArray(const std::filesystem::path& path, const std::string& type,
                        std::size_t columns, std::span<const std::byte> values) {
  constexpr std::size_t kValueBytes = 4;
  const std::string header = NumpyHeader(type, values.size() / kValueBytes / columns, columns);
  const std::array parts = {AsBytes(header), values};
  return WriteFile(path, parts);
}

}  // namespace

Result<void> WriteExamples(const std::filesystem::path& folder,
                           const training::Questions& questions) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return Fail(ErrorCode::kInvalidArgument,
                "cannot write " + folder.string() + ": " + error.message());
  }
  std::vector<std::int32_t> rows;
  for (std::size_t question = 0; question < questions.size(); ++question) {
    const std::size_t first = questions.begin(question);
    for (std::size_t row = first; row < questions.ends[question]; ++row) {
      rows.push_back(static_cast<std::int32_t>(question));
      rows.push_back(row - first == questions.answers[question] ? 1 : 0);
    }
  }
  if (auto written = WriteArray(folder / "features.npy", "<f4", kFeatureCount,
                                std::as_bytes(std::span(questions.features)));
      !written) {
    return written;
  }
  return WriteArray(folder / "questions.npy", "<i4", 2, std::as_bytes(std::span(rows)));
}

}  // namespace vitrine::cli
