// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/batch/inputs.h"

#include "sdk/cli/batch/fingerprint.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <map>
#include <string_view>
#include <system_error>

namespace vitrine::cli {
namespace {

namespace fs = std::filesystem;

bool IsPicture(const fs::path& path) {
  constexpr std::array<std::string_view, 5> kEndings = {".jpg", ".jpeg", ".png", ".webp", ".avif"};
  std::string ending = path.extension().string();
  std::ranges::transform(ending, ending.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return std::ranges::find(kEndings, ending) != kEndings.end();
}

Result<Input> InputOf(const fs::path& path, const fs::path& library) {
  std::error_code error;
  const std::uintmax_t bytes = fs::file_size(path, error);
  const auto modified = error ? fs::file_time_type() : fs::last_write_time(path, error);
  if (error) {
    return Fail(ErrorCode::kInvalidArgument,
                "cannot read " + path.string() + ": " + error.message());
  }
  return Input{.path = path.lexically_relative(library).generic_string(),
               .output = {},
               .bytes = bytes,
               .modified_ns = std::chrono::file_clock::to_sys(modified).time_since_epoch() /
                              std::chrono::nanoseconds(1)};
}

void NameOutputs(std::vector<Input>& inputs, std::string_view ending) {
  const auto short_name = [&](const Input& input) {
    return fs::path(input.path).replace_extension(ending).generic_string();
  };
  std::map<std::string, int> uses;
  for (const Input& input : inputs) {
    uses[short_name(input)] += 1;
  }
  for (Input& input : inputs) {
    const std::string name = short_name(input);
    input.output = uses[name] == 1 ? name : input.path + std::string(ending);
  }
}

}  // namespace

Result<Shard> ParseShard(const std::string& text) {
  Shard shard;
  const char* const end = text.data() + text.size();
  const auto index = std::from_chars(text.data(), end, shard.index);
  if (index.ec == std::errc() && index.ptr != end && *index.ptr == '/') {
    const auto count = std::from_chars(index.ptr + 1, end, shard.count);
    if (count.ec == std::errc() && count.ptr == end && shard.index < shard.count) {
      return shard;
    }
  }
  return Fail(ErrorCode::kInvalidArgument,
              "a shard such as 0/4, the first of four, was expected, \"" + text + "\" came");
}

Result<std::vector<Input>> ListInputs(const fs::path& library, std::string_view ending,
                                      const Shard& shard) {
  std::error_code error;
  std::vector<Input> inputs;
  if (fs::is_regular_file(library, error)) {
    auto input = InputOf(library, library.parent_path());
    if (!input) {
      return std::unexpected(input.error());
    }
    inputs.push_back(*std::move(input));
  } else {
    auto entry = fs::recursive_directory_iterator(
        library, fs::directory_options::follow_directory_symlink, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
      if (entry->is_regular_file() && IsPicture(entry->path())) {
        auto input = InputOf(entry->path(), library);
        if (!input) {
          return std::unexpected(input.error());
        }
        inputs.push_back(*std::move(input));
      }
    }
  }
  if (error) {
    return Fail(ErrorCode::kInvalidArgument,
                "cannot read " + library.string() + ": " + error.message());
  }
  std::ranges::sort(inputs, {}, &Input::path);
  NameOutputs(inputs, ending);
  std::erase_if(inputs, [&](const Input& input) {
    return Fingerprint(input.path) % shard.count != shard.index;
  });
  return inputs;
}

}  // namespace vitrine::cli
