// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/font_shaper.h"
#include "sdk/cli/picture_folder.h"

#include <vitrine/base/result.h>
#include <vitrine/catalog/catalog.h>
#include <vitrine/imaging/image.h>
#include <vitrine/lookbook/layout.h>
#include <vitrine/lookbook/scene.h>
#include <vitrine/profile/profile.h>
#include <vitrine/ranking/explorer.h>
#include <vitrine/ranking/lookbook_plan.h>
#include <vitrine/ranking/rules.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::cli {

/// How pages are made, whoever they are for.
struct PageOptions {
  float width_px = 1080;
  float height_px = 1350;
  float device_pixel_ratio = 1;
  bool dark = false;
  bool right_to_left = false;
  bool text = true;
  std::int64_t now_ms = 0;
  std::uint64_t seed = 0;
  std::optional<SlateRules> rules = {};
  std::optional<std::uint64_t> explore_seed = {};  ///< Set where slots are drawn.
};

/// A finished page and all that was decided on the way.
struct Page {
  PageTemplate page_template = PageTemplate::kCover;
  std::vector<Pick> picks;
  std::vector<PageProduct> products;
  std::string headline;
  Scene scene;
  Image image;
};

/// Makes the pages of one shopper's lookbook the way the browser does: plan, pictures, layout,
/// compose.
class PageMaker {
 public:
  /// All references must outlive the page maker.
  PageMaker(const Ranker& ranker, const Profile& profile, PictureFolder& pictures,
            FontShaper& shaper, const PageOptions& options)
      : ranker_(ranker),
        profile_(profile),
        pictures_(pictures),
        shaper_(shaper),
        options_(options),
        plan_(ranker) {
    if (options_.rules) {
      plan_.SetRules(*options_.rules);
    }
    if (options_.explore_seed) {
      explorer_.emplace(*options_.explore_seed, ranker.options().diversity_01);
      plan_.Explore(&*explorer_);
    }
  }
  PageMaker(const PageMaker&) = delete;
  PageMaker& operator=(const PageMaker&) = delete;

  /// Page `index`; earlier pages should be made first. A picture that cannot be had leaves its
  /// frame empty and adds to `warnings`.
  Result<Page> Make(std::size_t index, std::vector<std::string>& warnings);

 private:
  std::shared_ptr<const Picture> FindPicture(ProductIndex product,
                                             std::vector<std::string>& warnings);
  PageProduct Describe(const Pick& pick, const Picture* picture) const;

  const Ranker& ranker_;
  const Profile& profile_;
  PictureFolder& pictures_;
  FontShaper& shaper_;
  PageOptions options_;
  std::optional<Explorer> explorer_;
  LookbookPlan plan_;
};

}  // namespace vitrine::cli
