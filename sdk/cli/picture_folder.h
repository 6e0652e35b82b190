// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/imaging/colour.h>
#include <vitrine/imaging/image.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cli {

/// A decoded product picture with its main colours.
struct Picture {
  Image image;
  std::vector<Swatch> colours;
};

/// The shop's pictures on disk. A link of the feed is a path relative to the folder; of a URL the
/// part behind the host is tried, then its last part alone. The command line fetches nothing.
class PictureFolder {
 public:
  explicit PictureFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// The picture behind a link, decoded once. Errors: kImageFetch when there is no such file, and
  /// those of DecodeImage.
  Result<const Picture*> Find(std::string_view link);

 private:
  std::filesystem::path Locate(std::string_view link) const;

  std::filesystem::path folder_;
  std::map<std::string, Picture, std::less<>> pictures_;
};

}  // namespace vitrine::cli
