// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/product_pictures.h"

#include "sdk/cli/batch/progress.h"
#include "sdk/cli/files.h"
#include "sdk/cli/picture_folder.h"
#include "sdk/codecs/codecs.h"
#include "sdk/training/parallel.h"

#include <atomic>
#include <string_view>

namespace vitrine::cli {
namespace {

constexpr std::size_t kFailuresShown = 20;

Result<PictureDescriptor> Describe(const PictureFolder& folder, std::string_view link) {
  const auto path = folder.Locate(link);
  if (!path) {
    return std::unexpected(path.error());
  }
  const auto bytes = ReadFile(*path);
  if (!bytes) {
    return std::unexpected(bytes.error());
  }
  const auto picture = DecodePicture(AsBytes(*bytes));
  return picture ? DescribePicture(picture->view()) : std::unexpected(picture.error());
}

}  // namespace

Result<SeenPictures> DescribePictures(std::span<const Product> products,
                                      const std::filesystem::path& folder, std::ostream& log,
                                      bool is_terminal) {
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) {
    return Fail(ErrorCode::kInvalidArgument, folder.string() + " is no folder of pictures");
  }
  const PictureFolder pictures(folder);
  SeenPictures seen = {.looks = std::vector<std::optional<PictureDescriptor>>(products.size())};
  Progress progress(log, is_terminal, products.size());
  std::atomic<std::size_t> failed = 0;
  training::ForEachPiece(products.size(), 1, [&](std::size_t i, std::size_t) {
    auto look = Describe(pictures, products[i].image_links.front());
    if (look) {
      seen.looks[i] = *look;
    } else if (failed.fetch_add(1) < kFailuresShown) {
      progress.Say("no picture of " + products[i].id + ": " + look.error().message);
    }
    progress.Advance(!look);
  });
  progress.Finish();
  seen.failed = failed;
  if (seen.failed == products.size() && !products.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "none of the " + std::to_string(products.size()) +
                                                 " products has a picture in " + folder.string() +
                                                 " that can be read");
  }
  return seen;
}

}  // namespace vitrine::cli
