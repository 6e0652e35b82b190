// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/batch/inputs.h"

#include <vitrine/imaging/cutout/cutout.h>
#include <vitrine/imaging/enhance/quality.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine::cli {

/// What became of one picture.
struct Record {
  std::string input = {};
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;
  std::string settings = {};  ///< What the result hangs on beside the picture: a fingerprint.
  std::string output = {};    ///< Empty where it failed.
  std::string error = {};     ///< The code's stable name; empty where it was made.
  std::string message = {};
};

/// What was found out about a picture on the way, for whoever reads the manifest.
struct Findings {
  QualityReport quality = {};
  CutoutMethod method = CutoutMethod::kNone;
  float confidence_01 = 0;
  Rect subject = {};  ///< In the result.
  double seconds = 0;
};

/// The record and the findings as one line of JSON, with its end of line.
std::string ToLine(const Record& record, const std::optional<Findings>& findings);

/// The record in a line of a manifest; nothing where it is none, as a line that was being written
/// when the power failed.
std::optional<Record> ParseRecord(std::string_view line);

/// The list of what has been done: one line of JSON for each picture, in the order of finishing.
class Manifest {
 public:
  /// Reads what there is and goes on after the last whole line. Errors: kInvalidArgument for a file
  /// that cannot be read or written.
  static Result<Manifest> Open(const std::filesystem::path& path);

  /// What became of a picture, if it and the settings have not changed since.
  const Record* Find(const Input& input, std::string_view settings) const;

  /// Appends a line and hands it to the system. From any thread.
  Result<void> Add(const Record& record, const std::optional<Findings>& findings);

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  std::filesystem::path path_;
  std::map<std::string, Record, std::less<>> known_;
  std::unique_ptr<std::FILE, CloseFile> file_;
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
};

}  // namespace vitrine::cli
