// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/page_maker.h"

#include "sdk/cli/draw_text.h"

#include <vitrine/lookbook/compose.h>
#include <vitrine/lookbook/price_text.h>
#include <vitrine/ranking/heading.h>
#include <vitrine/ranking/reason_text.h>

#include <span>
#include <utility>

namespace vitrine::cli {
namespace {

// The plain 'available now' is true of everything: not worth a line on the page.
std::string Caption(const Catalog& catalog, const Pick& pick) {
  const bool plain =
      pick.reason.kind == ReasonKind::kAvailability && pick.reason.facet == FacetKind::kNone;
  return plain ? std::string() : ReasonText(catalog, pick);
}

}  // namespace

std::shared_ptr<const Picture> PageMaker::FindPicture(ProductIndex product,
                                                      std::vector<std::string>& warnings) {
  auto picture = pictures_.Find(ranker_.catalog().image_link(product, 0));
  if (!picture) {
    warnings.push_back(picture.error().message);
    return nullptr;
  }
  return std::move(*picture);
}

PageProduct PageMaker::Describe(const Pick& pick, const Picture* picture) const {
  const Catalog& catalog = ranker_.catalog();
  const CurrentPrice price = catalog.price(pick.product);
  PageProduct product;
  product.id = catalog.id(pick.product);
  product.title = catalog.title(pick.product);
  if (const TermIndex brand = catalog.brand(pick.product); brand != kNoTerm) {
    product.brand = catalog.brand_name(brand);
  }
  product.price = FormatPrice(price.micros, price.currency);
  if (price.regular_micros) {
    product.regular_price = FormatPrice(*price.regular_micros, price.currency);
  }
  product.reason = Caption(catalog, pick);
  product.description = catalog.description(pick.product);
  if (picture != nullptr) {
    product.picture_width = picture->image.width();
    product.picture_height = picture->image.height();
    product.colours = picture->colours;
  }
  return product;
}

Result<Page> PageMaker::Make(std::size_t index, std::vector<std::string>& warnings) {
  Page page;
  page.page_template = TemplateForPage(index, options_.seed);
  const auto picks = plan_.Page(index, SlotCount(page.page_template), profile_, options_.now_ms);
  if (!picks) {
    return std::unexpected(picks.error());
  }
  page.picks.assign(picks->begin(), picks->end());
  page.headline = HeadlineText(ranker_.catalog(), plan_.HeadlineOf(index));
  std::vector<std::shared_ptr<const Picture>> pictures;
  std::vector<PictureView> views;
  for (const Pick& pick : page.picks) {
    const auto& picture = pictures.emplace_back(FindPicture(pick.product, warnings));
    page.products.push_back(Describe(pick, picture.get()));
    views.push_back(picture != nullptr ? picture->image.view() : ImageView());
  }
  PageSpec spec;
  spec.page_template = page.page_template;
  spec.width_px = options_.width_px;
  spec.height_px = options_.height_px;
  spec.device_pixel_ratio = options_.device_pixel_ratio;
  spec.dark = options_.dark;
  spec.right_to_left = options_.right_to_left;
  spec.words = {.kicker = index == 0 ? "Lookbook" : "",
                .headline = page.headline,
                .folio = std::to_string(index + 1)};
  spec.products = page.products;
  auto scene = LayOutPage(spec, shaper_);
  if (!scene) {
    return std::unexpected(scene.error());
  }
  page.scene = std::move(*scene);
  auto image = Compose(page.scene, views);
  if (!image) {
    return std::unexpected(image.error());
  }
  page.image = std::move(*image);
  if (options_.text) {
    DrawText(page.image, page.scene, shaper_);
  }
  return page;
}

}  // namespace vitrine::cli
