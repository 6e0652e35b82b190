// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/picture_folder.h"

#include "sdk/cli/files.h"

#include <vitrine/imaging/decode.h>

#include <algorithm>
#include <utility>

namespace vitrine::cli {
namespace {

// `path` without "." and "..", or nothing when it would leave the folder that it is relative to.
std::filesystem::path Inside(std::string_view path) {
  const std::filesystem::path normal = std::filesystem::path(path).lexically_normal();
  return normal.is_absolute() || normal.empty() || *normal.begin() == ".." ? std::filesystem::path()
                                                                           : normal;
}

}  // namespace

Result<std::filesystem::path> PictureFolder::Locate(std::string_view link) const {
  const std::size_t scheme = link.find("://");
  std::string_view below = link;
  if (scheme != std::string_view::npos) {
    const std::size_t path = link.find('/', scheme + 3);
    below = path == std::string_view::npos ? std::string_view() : link.substr(path + 1);
    below = below.substr(0, below.find('?'));
  }
  const std::filesystem::path relative = Inside(below);
  if (relative.empty()) {
    return Fail(ErrorCode::kImageFetch,
                std::string(link) + " is no path inside " + folder_.string());
  }
  const std::filesystem::path full = folder_ / relative;
  const bool by_name = scheme != std::string_view::npos && !std::filesystem::exists(full);
  return by_name ? folder_ / full.filename() : full;
}

Result<std::shared_ptr<const Picture>> PictureFolder::Find(std::string_view link) {
  const auto known = std::ranges::find(kept_, link, &Kept::link);
  if (known != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, known);
    return known->picture;
  }
  const auto path = Locate(link);
  if (!path) {
    return std::unexpected(path.error());
  }
  const auto bytes = ReadFile(*path);
  if (!bytes) {
    return Fail(ErrorCode::kImageFetch, "no picture for " + std::string(link) + " in " +
                                            folder_.string() + " (" + bytes.error().message + ")");
  }
  auto image = DecodeImage(AsBytes(*bytes));
  if (!image) {
    return std::unexpected(
        Error{image.error().code, std::string(link) + ": " + image.error().message});
  }
  Picture picture{std::move(*image), {}};
  picture.colours = MainColours(picture.image.view(), kMainColourCount);
  auto shared = std::make_shared<const Picture>(std::move(picture));
  Keep(link, shared);
  return shared;
}

void PictureFolder::Keep(std::string_view link, const std::shared_ptr<const Picture>& picture) {
  kept_.push_front({std::string(link), picture});
  kept_bytes_ += picture->image.pixels().size();
  while (kept_bytes_ > max_kept_bytes_) {
    kept_bytes_ -= kept_.back().picture->image.pixels().size();
    kept_.pop_back();
  }
}

}  // namespace vitrine::cli
