// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/imaging/colour.h>
#include <vitrine/imaging/image.h>

#include <cstddef>
#include <filesystem>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cli {

/// A decoded product picture with its main colours.
struct Picture {
  Image image;
  std::vector<Swatch> colours;
};

/// The shop's pictures on disk. A link of the feed is a path in the folder, as a browser reads it;
/// of a URL the part behind the host is tried, then its last part alone. The command line fetches
/// nothing, and reads nothing outside the folder.
class PictureFolder {
 public:
  /// Keeps the pictures used last, up to `max_kept_bytes` of decoded pixels.
  explicit PictureFolder(std::filesystem::path folder,
                         std::size_t max_kept_bytes = std::size_t{256} << 20)
      : folder_(std::move(folder)), max_kept_bytes_(max_kept_bytes) {}

  /// The picture behind a link. Errors: kImageFetch when the folder has no such file, and those of
  /// DecodeImage.
  Result<std::shared_ptr<const Picture>> Find(std::string_view link);

  /// Where the picture behind a link would be, whether it is there or not. Errors: kImageFetch for
  /// a link that leads out of the folder.
  Result<std::filesystem::path> Locate(std::string_view link) const;

 private:
  struct Kept {
    std::string link;
    std::shared_ptr<const Picture> picture;
  };

  void Keep(std::string_view link, const std::shared_ptr<const Picture>& picture);

  std::filesystem::path folder_;
  std::size_t max_kept_bytes_;
  std::size_t kept_bytes_ = 0;
  std::list<Kept> kept_;  // The last used first.
};

}  // namespace vitrine::cli
