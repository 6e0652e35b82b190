// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vitrine::cli {

/// One picture of a merchant's library.
struct Input {
  std::string path;    ///< Relative to the library, with '/'.
  std::string output;  ///< Relative to the results.
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;  ///< Since 1970, in UTC.
};

/// A part of a library: the `index`-th, from 0, of `count`.
struct Shard {
  std::uint32_t index = 0;
  std::uint32_t count = 1;
};

/// Reads "2/8" as the third of eight parts: the index counts from 0, as a Kubernetes job's
/// completion index does. Errors: kInvalidArgument.
Result<Shard> ParseShard(const std::string& text);

/// The pictures (.jpg, .jpeg, .png, .webp, .avif, in any case) of a folder and those within it, in
/// the order of their paths; or a single file. Which shard has a picture hangs on its path alone,
/// so no machine needs to know of another. Results are named after their pictures with the new
/// ending, or keep the old one before it where two would be named alike.
///
/// @param ending Of the results, with its dot.
/// Errors: kInvalidArgument for a path that is not there or cannot be read.
Result<std::vector<Input>> ListInputs(const std::filesystem::path& library, std::string_view ending,
                                      const Shard& shard);

}  // namespace vitrine::cli
