// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/product.h>
#include <vitrine/imaging/describe/picture_descriptor.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <vector>

namespace vitrine::cli {

/// What a shop's pictures show of its products.
struct SeenPictures {
  /// In the order of the products; nothing where the picture is missing or broken.
  std::vector<std::optional<PictureDescriptor>> looks;
  std::size_t failed = 0;
};

/// Describes each product's main picture, on all cores. A picture that is missing or broken is told
/// on `log` (the first twenty) and counted: its product is described by its words alone.
///
/// @param folder Where the pictures are; PictureFolder says how a link is looked up there.
/// @param log Shows the progress, as a batch's.
/// Errors: kInvalidArgument for what is no folder, and where not a single picture could be read.
Result<SeenPictures> DescribePictures(std::span<const Product> products,
                                      const std::filesystem::path& folder, std::ostream& log,
                                      bool is_terminal);

}  // namespace vitrine::cli
