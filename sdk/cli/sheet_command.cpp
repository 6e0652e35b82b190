// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/commands.h"
#include "sdk/cli/files.h"
#include "sdk/cli/page_arguments.h"
#include "sdk/cli/page_json.h"
#include "sdk/cli/page_maker.h"
#include "sdk/cli/shop.h"
#include "sdk/cli/shop_ranker.h"

#include <vitrine/base/random.h>
#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/encode.h>
#include <vitrine/imaging/resize.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace vitrine::cli {
namespace {

constexpr std::int32_t kGap = 24;
constexpr Colour kPaper = {226, 224, 220, 255};
constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kNowMs = 1'790'000'000'000;
constexpr std::size_t kViewsPerShopper = 5;

struct SheetArguments {
  PageArguments page;
  std::string out;
  std::string json;
  std::size_t shoppers = 10;
  std::size_t pages = kTemplateCount;  // Every template shows up.
  std::int32_t thumbnail_px = 360;
};

// The products of every category that has any, in the order in which the pack lists the categories.
std::vector<std::vector<ProductIndex>> Departments(const Catalog& catalog) {
  std::vector<std::vector<ProductIndex>> departments(catalog.category_count());
  for (ProductIndex product = 0; product < catalog.size(); ++product) {
    if (catalog.category(product) != kNoTerm) {
      departments[catalog.category(product)].push_back(product);
    }
  }
  std::erase_if(departments, [](const auto& products) { return products.empty(); });
  return departments;
}

// Shopper 0 is a stranger; the others opened products of one or two categories, the last one of
// which they put into the bag.
Profile MakeShopper(const Catalog& catalog, std::size_t shopper, std::int64_t now_ms) {
  Profile profile;
  const auto departments = Departments(catalog);
  if (shopper == 0 || departments.empty()) {
    return profile;
  }
  Random random(shopper);
  for (std::size_t view = 0; view < kViewsPerShopper; ++view) {
    // Most views go to the first interest, every third to the second.
    const std::size_t interest = shopper + (view % 3 == 2 && shopper % 2 == 1 ? 3 : 0);
    const auto& products = departments[interest % departments.size()];
    const ProductIndex product =
        products[random.Below(static_cast<std::uint32_t>(products.size()))];
    const auto minutes_ago = static_cast<std::int64_t>(kViewsPerShopper - view);
    const bool bagged = view + 1 == kViewsPerShopper;
    profile.Observe({bagged ? EventKind::kAddToCart : EventKind::kView,
                     now_ms - minutes_ago * kMinuteMs,
                     "",
                     {std::string(catalog.id(product))}});
  }
  return profile;
}

// Page after page into a grid, one shopper a row.
class Sheet {
 public:
  static Result<Sheet> Create(std::size_t rows, std::size_t columns, std::int32_t page_width,
                              std::int32_t page_height) {
    const auto extent = [](std::size_t count, std::int32_t size) {
      return static_cast<std::int32_t>(count) * (size + kGap) + kGap;
    };
    auto image = Image::Create(extent(columns, page_width), extent(rows, page_height));
    if (!image) {
      return std::unexpected(image.error());
    }
    Sheet sheet(std::move(*image), page_width, page_height);
    const auto& whole = sheet.image_;
    FillRect(sheet.image_,
             {0, 0, static_cast<float>(whole.width()), static_cast<float>(whole.height())}, 0,
             kPaper);
    return sheet;
  }

  Result<void> Place(const Image& page, std::size_t row, std::size_t column) {
    const Rect whole = {0, 0, static_cast<float>(page.width()), static_cast<float>(page.height())};
    const auto thumbnail = Resize(page.view(), whole, page_width_, page_height_);
    if (!thumbnail) {
      return std::unexpected(thumbnail.error());
    }
    DrawOptions options;
    options.x = kGap + static_cast<std::int32_t>(column) * (page_width_ + kGap);
    options.y = kGap + static_cast<std::int32_t>(row) * (page_height_ + kGap);
    DrawImage(image_, thumbnail->view(), options);
    return {};
  }

  const Image& image() const { return image_; }

 private:
  Sheet(Image image, std::int32_t page_width, std::int32_t page_height)
      : image_(std::move(image)), page_width_(page_width), page_height_(page_height) {}

  Image image_;
  std::int32_t page_width_;
  std::int32_t page_height_;
};

Result<void> MakeSheet(SheetArguments arguments) {
  auto& options = arguments.page.options;
  options.now_ms = options.now_ms == 0 ? kNowMs : options.now_ms;
  const auto catalog = OpenShop(arguments.page.shop);
  if (!catalog) {
    return std::unexpected(catalog.error());
  }
  auto shaper = FontShaper::Load(arguments.page.fonts);
  if (!shaper) {
    return std::unexpected(shaper.error());
  }
  const float scale = static_cast<float>(arguments.thumbnail_px) / options.width_px;
  auto sheet = Sheet::Create(arguments.shoppers, arguments.pages, arguments.thumbnail_px,
                             static_cast<std::int32_t>(std::lround(options.height_px * scale)));
  if (!sheet) {
    return std::unexpected(sheet.error());
  }
  if (auto read = arguments.page.ReadRules(*catalog); !read) {
    return read;
  }
  const auto opened = OpenRanker(*catalog, arguments.page.ranker);
  if (!opened) {
    return std::unexpected(opened.error());
  }
  const Ranker& ranker = opened->ranker;
  PictureFolder pictures(arguments.page.ImageFolder());
  std::vector<std::string> warnings;
  std::string json;
  for (std::size_t shopper = 0; shopper < arguments.shoppers; ++shopper) {
    const Profile profile = MakeShopper(*catalog, shopper, options.now_ms);
    PageMaker maker(ranker, profile, pictures, *shaper, options);
    std::vector<Page> pages;
    for (std::size_t index = 0; index < arguments.pages; ++index) {
      auto page = maker.Make(index, warnings);
      if (!page) {
        return std::unexpected(page.error());
      }
      if (auto placed = sheet->Place(page->image, shopper, index); !placed) {
        return placed;
      }
      pages.push_back(std::move(*page));
    }
    json += PagesJson(*catalog, pages) + "\n";
    std::cerr << "shopper " << shopper + 1 << " of " << arguments.shoppers << "\n";
  }
  for (const std::string& warning : warnings) {
    std::cerr << "warning: " << warning << "\n";
  }
  const auto png = EncodePng(sheet->image().view());
  if (!png) {
    return std::unexpected(png.error());
  }
  if (auto written = WriteFile(arguments.out, *png); !written || arguments.json.empty()) {
    return written;
  }
  return WriteFile(arguments.json, json);
}

}  // namespace

void AddSheetCommand(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "sheet", "Render the first pages of several invented shoppers into one picture, one a row");
  auto arguments = std::make_shared<SheetArguments>();
  arguments->page.AddTo(*command);
  command->add_option("--out", arguments->out, "PNG to write")->required();
  command->add_option("--shoppers", arguments->shoppers, "Rows")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  command->add_option("--pages", arguments->pages, "Columns")
      ->check(CLI::Range(1, 32))
      ->capture_default_str();
  command->add_option("--thumbnail", arguments->thumbnail_px, "Width of a page on the sheet")
      ->check(CLI::Range(64, 2048))
      ->capture_default_str();
  command->add_option("--json", arguments->json, "Also write the slates, one JSON line a shopper");
  command->callback(
      [arguments, &action] { action = [arguments] { return MakeSheet(*arguments); }; });
}

}  // namespace vitrine::cli
