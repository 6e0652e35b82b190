// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/picture_folder.h"

#include "sdk/cli/files.h"

#include <vitrine/imaging/decode.h>

#include <utility>

namespace vitrine::cli {

std::filesystem::path PictureFolder::Locate(std::string_view link) const {
  const std::size_t scheme = link.find("://");
  if (scheme == std::string_view::npos) {
    return folder_ / link;
  }
  const std::size_t path = link.find('/', scheme + 3);
  const std::string_view below_host =
      path == std::string_view::npos ? std::string_view() : link.substr(path + 1);
  const std::filesystem::path full = folder_ / below_host.substr(0, below_host.find('?'));
  return std::filesystem::exists(full) ? full : folder_ / full.filename();
}

Result<const Picture*> PictureFolder::Find(std::string_view link) {
  if (const auto known = pictures_.find(link); known != pictures_.end()) {
    return &known->second;
  }
  const auto bytes = ReadFile(Locate(link));
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
  return &pictures_.emplace(std::string(link), std::move(picture)).first->second;
}

}  // namespace vitrine::cli
