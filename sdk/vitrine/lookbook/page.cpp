// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/mirror.h>
#include <vitrine/lookbook/page.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

namespace vitrine {
namespace {

// Steps down a scale of headline sizes: six to the octave.
constexpr float kSizeStep = 0.8909F;
constexpr float kHeadlineLeading = 1.04F;
constexpr float kHeadlineTracking = -0.012F;
// The white before a large letter makes it look indented, so headlines hang into the margin, in
// ems.
constexpr float kHeadlineHang = 0.03F;
constexpr float kLabelTracking = 0.11F;
// The share of the page from which on a picture may run off its edges.
constexpr float kLeastBleeding = 0.18F;
// The smallest area that a finger hits, in CSS pixels. Source: WCAG 2.2, success criterion 2.5.5.
constexpr float kFinger = 44;

// A smaller price is set on two lines, in CSS pixels.
constexpr float kLegiblePrice = 9;
// Nothing is made smaller than this for its looks.
constexpr float kSmallest = 7;

// A price before and after the space beside its currency; the second part is empty without one.
std::pair<std::string_view, std::string_view> SplitPrice(std::string_view price) {
  constexpr std::array<std::string_view, 3> kSpaces = {" ", "\u00A0", "\u202F"};
  const auto has_digits = [](std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
  };
  for (std::size_t at = 1; at < price.size(); ++at) {
    for (const std::string_view space : kSpaces) {
      const std::string_view first = price.substr(0, at);
      if (price.substr(at).starts_with(space)) {
        const std::string_view second = price.substr(at + space.size());
        if (has_digits(first) != has_digits(second)) {
          return {first, second};
        }
      }
    }
  }
  return {price, {}};
}

float BodySize(float width, float height) {
  const float size = std::sqrt(width * height);
  const float shorter = std::min(width, height);
  return std::max(0.0166F * std::min(size, 1.6F * shorter), std::min(13.5F, 0.045F * shorter));
}

Palette PaletteOf(const PageSpec& spec) {
  std::vector<Swatch> swatches;
  for (const PageProduct& product : spec.products) {
    swatches.insert(swatches.end(), product.colours.begin(), product.colours.end());
  }
  const bool coloured = spec.page_template == PageTemplate::kCover ||
                        spec.page_template == PageTemplate::kQuoteProduct;
  return MakePalette(swatches, {.dark = spec.dark, .coloured = coloured});
}

Rect Union(const Rect& first, const Rect& second) {
  const float x = std::min(first.x, second.x);
  const float y = std::min(first.y, second.y);
  return {.x = x,
          .y = y,
          .width = std::max(first.x + first.width, second.x + second.width) - x,
          .height = std::max(first.y + first.height, second.y + second.height) - y};
}

bool Overlap(const Rect& first, const Rect& second) {
  return first.x < second.x + second.width && second.x < first.x + first.width &&
         first.y < second.y + second.height && second.y < first.y + first.height;
}

// The part of a frame that lies on the page; frames at the far edges may be larger by a part of a
// device pixel.
Rect OnPage(const Rect& frame, const PageGrid& grid) {
  const float x = std::max(0.0F, frame.x);
  const float y = std::max(0.0F, frame.y);
  return {.x = x,
          .y = y,
          .width = std::min(frame.x + frame.width, grid.width) - x,
          .height = std::min(frame.y + frame.height, grid.height) - y};
}

// The area grown to the size of a finger tip, as long as it stays on the page.
Rect GrownForFingers(const Rect& area, const PageGrid& grid) {
  Rect grown = area;
  grown.width = std::max(area.width, std::min(kFinger, grid.width));
  grown.height = std::max(area.height, std::min(kFinger, grid.height));
  grown.x = std::clamp(area.x - 0.5F * (grown.width - area.width), 0.0F, grid.width - grown.width);
  grown.y =
      std::clamp(area.y - 0.5F * (grown.height - area.height), 0.0F, grid.height - grown.height);
  return grown;
}

}  // namespace

PageGrid::PageGrid(float width_px, float height_px, float ratio)
    : width(width_px),
      height(height_px),
      device_pixel_ratio(ratio),
      body(BodySize(width_px, height_px)),
      unit(std::round(0.4F * body)),
      margin_x(std::round(0.07F * width_px)),
      margin_y(std::round(std::min(0.07F * width_px, 0.075F * height_px))),
      gutter(0.02F * width_px) {}

float PageGrid::ColumnWidth(int count) const {
  const float column = (width - 2 * margin_x - (kColumns - 1) * gutter) / kColumns;
  return static_cast<float>(count) * column + static_cast<float>(count - 1) * gutter;
}

float PageGrid::ColumnLeft(int index) const {
  return margin_x + static_cast<float>(index) * (ColumnWidth(1) + gutter);
}

float PageGrid::NextColumn(float px) const {
  int column = 0;
  while (column + 1 < kColumns && ColumnLeft(column) < px) {
    ++column;
  }
  return ColumnLeft(column);
}

float PageGrid::Snap(float px) const {
  return std::floor(px * device_pixel_ratio + 0.5F) / device_pixel_ratio;
}

float PageGrid::SnapUp(float px) const {
  return std::ceil(px * device_pixel_ratio) / device_pixel_ratio;
}

PageShape ShapeOf(const PageGrid& grid) {
  if (grid.aspect() < 0.65F) {
    return PageShape::kTall;
  }
  if (grid.aspect() < 0.9F) {
    return PageShape::kPortrait;
  }
  return grid.aspect() <= 1.2F ? PageShape::kSquare : PageShape::kWide;
}

PageBuilder::PageBuilder(const PageSpec& spec, TextShaper& shaper)
    : spec_(&spec),
      shaper_(&shaper),
      grid_(spec.width_px, spec.height_px, spec.device_pixel_ratio),
      palette_(PaletteOf(spec)),
      inks_(palette_) {
  scene_.width_px = spec.width_px;
  scene_.height_px = spec.height_px;
  scene_.device_pixel_ratio = spec.device_pixel_ratio;
  scene_.layers.emplace_back(
      BackgroundLayer{.x0 = 0,
                      .y0 = 0,
                      .x1 = 0,
                      .y1 = spec.height_px,
                      .stops = {{.offset = 0, .colour = palette_.backdrop},
                                {.offset = 1, .colour = palette_.backdrop_end}}});
}

PictureSize PageBuilder::SizeOf(std::size_t product) const {
  return {products()[product].picture_width, products()[product].picture_height};
}

bool PageBuilder::StandsOnWhite(std::size_t product) const {
  const std::vector<Swatch>& colours = products()[product].colours;
  if (colours.empty()) {
    return false;
  }
  const Oklab& ground = colours.front().colour;
  return colours.front().weight_01 >= 0.35F && ground.l >= 0.965F &&
         ground.a * ground.a + ground.b * ground.b < 1e-4F;
}

Colour PageBuilder::FieldOf(std::size_t product) const {
  return FieldColour(products()[product].colours, palette_.ink, spec_->dark);
}

void PageBuilder::UseOneInk(bool one_ink) {
  inks_ = palette_;
  if (one_ink) {
    inks_.accent = palette_.ink;
    inks_.quiet_ink = palette_.ink;
  }
}

void PageBuilder::AppendText(TextBlock& block, std::string_view text, const LabelOptions& options) {
  const std::string clean = CleanText(text);
  const TextStyle style = {options.typeface, options.size,
                           TakesTracking(clean) ? options.tracking_em : 0};
  const BrokenText broken =
      BalanceLines(clean, style, {options.width, options.max_lines}, *shaper_);
  if (broken.lines.empty()) {
    return;
  }
  const LetterReach reach = ReachOf(options.typeface);
  const bool right_to_left = ReadsFromRight(clean, spec_->right_to_left);
  float top = block.height + (block.empty() ? 0 : options.space_before);
  for (const TextLine& line : broken.lines) {
    block.lines.push_back({.text = line,
                           .style = style,
                           .colour = options.colour,
                           .baseline = top + reach.ascent_em * options.size,
                           .right_to_left = right_to_left});
    block.width = std::max(block.width, line.width_px);
    block.height = top + (reach.ascent_em + reach.descent_em) * options.size;
    top += grid_.SnapUp(options.leading * options.size);
  }
}

TextBlock PageBuilder::SetHeadline(const HeadlineOptions& options) {
  TextBlock block;
  const std::string text = CleanText(options.text.empty() ? words().headline : options.text);
  if (text.empty() || options.box.width <= 0) {
    return block;
  }
  const float smallest = std::min(1.25F * grid_.body, options.largest);
  const LetterReach reach = ReachOf(Typeface::kHeadline);
  const float reach_em = reach.ascent_em + reach.descent_em;
  const float tracking = TakesTracking(text) ? kHeadlineTracking : 0;
  for (float size = options.largest;; size = std::max(smallest, size * kSizeStep)) {
    const TextStyle style = {Typeface::kHeadline, size, tracking};
    const float step = grid_.SnapUp(kHeadlineLeading * size);
    const float fit = (options.box.height - reach_em * size) / step + 1;
    const std::size_t lines =
        std::min(options.max_lines, static_cast<std::size_t>(std::max(1.0F, fit)));
    const BrokenText broken = BalanceLines(text, style, {options.box.width, lines}, *shaper_);
    if ((broken.complete && broken.words_whole && fit >= 1) || size <= smallest) {
      for (const TextLine& line : broken.lines) {
        const float top = static_cast<float>(block.lines.size()) * step;
        block.lines.push_back({.text = line,
                               .style = style,
                               .colour = palette_.ink,
                               .x = -kHeadlineHang * size,
                               .baseline = top + reach.ascent_em * size,
                               .right_to_left = ReadsFromRight(text, spec_->right_to_left)});
        block.width = std::max(block.width, line.width_px);
        block.height = top + reach_em * size;
      }
      return block;
    }
  }
}

// A price in as large letters as the column allows: on one line, or, where those would become too
// small to be read, with the currency on a line of its own. It is never shortened: half a price
// would be a wrong one.
std::vector<TextLine> PageBuilder::FitPrice(std::string_view price, float width, TextStyle& style) {
  const auto fitting = [&](const std::vector<std::string_view>& parts) {
    float widest = 0;
    for (const std::string_view part : parts) {
      widest = std::max(widest, shaper_->MeasureWidth(part, style));
    }
    return widest > width ? style.size_px * 0.995F * width / widest : style.size_px;
  };
  std::vector<std::string_view> parts = {price};
  float size = fitting(parts);
  if (size < std::min(kLegiblePrice, style.size_px)) {
    if (const auto [first, second] = SplitPrice(price); !second.empty()) {
      parts = {first, second};
      size = fitting(parts);
    }
  }
  style.size_px = size;
  std::vector<TextLine> lines;
  for (const std::string_view part : parts) {
    lines.push_back({std::string(part), shaper_->MeasureWidth(part, style)});
  }
  return lines;
}

// The price asked, and beside it (below, where the column is narrow) the struck regular price.
void PageBuilder::AppendPrice(TextBlock& block, const PageProduct& product, float size,
                              float width) {
  const std::string price = CleanText(product.price);
  if (price.empty()) {
    return;
  }
  const std::string regular = CleanText(product.regular_price);
  const LetterReach reach = ReachOf(Typeface::kBodyStrong);
  const float top = block.height + (block.empty() ? 0 : 1.1F * grid_.unit);
  TextStyle style = {Typeface::kBodyStrong, size, 0};
  const std::vector<TextLine> asked = FitPrice(price, width, style);
  float baseline = top + reach.ascent_em * size;
  const auto append = [&](const TextLine& line, const TextStyle& its_style, Colour colour, float x,
                          bool struck) {
    block.lines.push_back({.text = line,
                           .style = its_style,
                           .colour = colour,
                           .x = x,
                           .baseline = baseline,
                           .struck = struck,
                           .right_to_left = ReadsFromRight(line.text, spec_->right_to_left)});
    block.width = std::max(block.width, x + line.width_px);
  };
  for (std::size_t i = 0; i < asked.size(); ++i) {
    baseline += i > 0 ? 1.3F * size : 0;
    append(asked[i], style, regular.empty() ? inks_.ink : inks_.accent, 0, false);
  }
  if (!regular.empty()) {
    const float quieter = std::max(0.92F * style.size_px, std::min(style.size_px, kSmallest));
    TextStyle quiet = {Typeface::kBody, quieter, 0};
    const std::vector<TextLine> before = FitPrice(regular, width, quiet);
    const float beside = asked.back().width_px + 0.5F * size;
    const bool fits =
        asked.size() == 1 && before.size() == 1 && beside + before[0].width_px <= width;
    for (const TextLine& line : before) {
      baseline += fits ? 0 : 1.3F * size;
      append(line, quiet, inks_.quiet_ink, fits ? beside : 0, true);
    }
  }
  block.height = baseline + reach.descent_em * size;
}

TextBlock PageBuilder::SetCaption(std::size_t product, const CaptionOptions& options) {
  const PageProduct& subject = products()[product];
  const float body = grid_.body;
  const float unit = grid_.unit;
  const CaptionDetail detail = options.detail;
  TextBlock block;
  if (detail >= CaptionDetail::kBrand) {
    AppendText(block, UpperCase(subject.brand),
               {.typeface = Typeface::kBodyStrong,
                .size = 0.68F * body,
                .tracking_em = kLabelTracking,
                .colour = inks_.quiet_ink,
                .width = options.width});
  }
  AppendText(block, subject.title,
             {.typeface = options.prominent ? Typeface::kHeadline : Typeface::kBody,
              .size = options.prominent ? 1.6F * body : body,
              .colour = inks_.ink,
              .width = options.width,
              .max_lines = options.title_lines,
              .leading = options.prominent ? 1.14F : 1.28F,
              .space_before = unit * (options.prominent ? 1.5F : 1.0F)});
  AppendPrice(block, subject, (options.prominent ? 1.0F : 0.9F) * body, options.width);
  if (detail >= CaptionDetail::kReason) {
    AppendText(block, subject.reason,
               {.size = (options.prominent ? 0.84F : 0.76F) * body,
                .colour = inks_.quiet_ink,
                .width = options.width,
                .max_lines = detail == CaptionDetail::kFull ? 2U : 1U,
                .space_before = unit * (options.prominent ? 1.8F : 1.1F)});
  }
  return block;
}

TextBlock PageBuilder::SetProminentCaption(std::size_t product, const Extent& box,
                                           bool with_reason) {
  static constexpr std::array<std::pair<CaptionDetail, std::size_t>, 6> kFromLongest = {
      {{CaptionDetail::kFull, 4},
       {CaptionDetail::kFull, 3},
       {CaptionDetail::kReason, 2},
       {CaptionDetail::kBrand, 2},
       {CaptionDetail::kTitleAndPrice, 2},
       {CaptionDetail::kTitleAndPrice, 1}}};
  TextBlock block;
  for (const auto& [most, title_lines] : kFromLongest) {
    const CaptionDetail detail = with_reason ? most : std::min(most, CaptionDetail::kBrand);
    block = SetCaption(
        product,
        {.width = box.width, .detail = detail, .prominent = true, .title_lines = title_lines});
    if (block.height <= box.height) {
      break;
    }
  }
  return block;
}

float PageBuilder::PlaceHeader(float left, float width, float top) {
  const LabelOptions label = {.typeface = Typeface::kBodyStrong,
                              .size = 0.68F * grid_.body,
                              .tracking_em = kLabelTracking,
                              .colour = inks_.accent,
                              .width = width};
  TextBlock folio;
  AppendText(folio, words().folio, label);
  TextBlock kicker;
  LabelOptions before = label;
  before.width -= folio.empty() ? 0 : folio.width + 1.5F * grid_.body;
  AppendText(kicker, UpperCase(CleanText(words().kicker)), before);
  Place(kicker, left, top);
  Place(folio, left + (kicker.empty() ? 0 : kicker.width + 1.5F * grid_.body), top);
  return top + std::max(kicker.height, folio.height);
}

void PageBuilder::PlaceLine(const TextBlock::Line& line, float x, float y) {
  TextLayer layer;
  layer.text = line.text.text;
  layer.style = line.style;
  layer.colour = line.colour;
  layer.x = x + line.x;
  layer.baseline = grid_.Snap(y + line.baseline);
  layer.width_px = line.text.width_px;
  layer.right_to_left = line.right_to_left;
  if (line.struck) {
    const float thickness =
        std::max(1 / grid_.device_pixel_ratio, grid_.Snap(line.style.size_px * 0.07F));
    const float height = grid_.Snap(layer.baseline - 0.27F * line.style.size_px);
    scene_.layers.emplace_back(
        RectLayer{.rect = {.x = layer.x, .y = height, .width = layer.width_px, .height = thickness},
                  .radius_px = 0,
                  .colour = line.colour});
  }
  scene_.layers.emplace_back(std::move(layer));
}

void PageBuilder::Place(const TextBlock& block, float x, float y) {
  for (const TextBlock::Line& line : block.lines) {
    PlaceLine(line, x, y);
  }
}

void PageBuilder::PlaceProduct(const Placement& placement, const TextBlock& caption) {
  PictureLayer layer;
  layer.picture = placement.product;
  layer.crop = placement.fit.crop;
  layer.frame = {.x = grid_.Snap(placement.picture_x),
                 .y = grid_.Snap(placement.picture_y),
                 .width = placement.fit.frame.width,
                 .height = placement.fit.frame.height};
  layer.placeholder = palette_.panel;
  layer.rotation_deg = placement.rotation_deg;
  if (placement.multiplied) {
    layer.mode = BlendMode::kMultiply;
  } else if (placement.shadow && SizeOf(placement.product).Exists()) {
    const float sigma = std::min(0.8F * grid_.unit, 60 / grid_.device_pixel_ratio);
    // The light falls from the upper left, as in most product photographs.
    layer.shadow = {
        .offset_x = 0.25F * sigma,
        .offset_y = 0.6F * sigma,
        .sigma = sigma,
        .colour = {
            .r = 20, .g = 18, .b = 16, .a = spec_->dark ? std::uint8_t{90} : std::uint8_t{30}}};
  }
  const Rect shown = OnPage(PictureBox(layer), grid_);
  HitRegion region = {.product = placement.product, .area = shown, .picture = shown};
  scene_.layers.emplace_back(layer);
  const std::size_t first_line = scene_.layers.size();
  Place(caption, placement.caption_x, placement.caption_y);
  for (std::size_t i = first_line; i < scene_.layers.size(); ++i) {
    if (auto* text = std::get_if<TextLayer>(&scene_.layers[i])) {
      text->product = placement.product;
      text->names_product = true;
      region.area = Union(region.area, TextBox(*text));
    }
  }
  scene_.regions.push_back(region);
}

PageBuilder::Placement PageBuilder::FitHero(std::size_t product, const HeroSlot& slot) const {
  const PageGrid& grid = grid_;
  const auto place = [&](const Rect& area, const Corner& corner) {
    Placement placement;
    placement.product = product;
    placement.fit =
        FitPicture(SizeOf(product), {std::max(1.0F, area.width), std::max(1.0F, area.height)},
                   grid.device_pixel_ratio);
    const Extent& frame = placement.fit.frame;
    placement.picture_x = area.x + (corner.right ? area.width - frame.width : 0);
    placement.picture_y = area.y + (corner.bottom ? area.height - frame.height : 0);
    return placement;
  };
  // The page's far edges lie on whole pixels, like the frames.
  Rect area = slot.area;
  const auto edge = [&](float far, float page) { return far >= page ? grid.Snap(page) : far; };
  area.width = edge(area.x + area.width, grid.width) - area.x;
  area.height = edge(area.y + area.height, grid.height) - area.y;
  Placement bleeding = place(area, slot.bleeding);
  const Extent frame = bleeding.fit.frame;
  if (frame.width * frame.height >= kLeastBleeding * grid.width * grid.height) {
    // All but touching the far edge looks like a slip: there the picture keeps the margin.
    const float rest =
        slot.bleeding.bottom ? bleeding.picture_y : grid.height - bleeding.picture_y - frame.height;
    if (rest >= 0.5F / grid.device_pixel_ratio && rest < grid.margin_y) {
      area.height -= grid.margin_y - (slot.bleeding.bottom ? area.y : 0);
      area.y += slot.bleeding.bottom ? grid.margin_y - area.y : 0;
      bleeding = place(area, slot.bleeding);
    }
    bleeding.shadow = false;
    return bleeding;
  }
  const float left = std::max(area.x, grid.margin_x);
  const float top = std::max(area.y, grid.margin_y);
  const Rect inside = {.x = left,
                       .y = top,
                       .width = std::min(area.x + area.width, grid.right()) - left,
                       .height = std::min(area.y + area.height, grid.bottom()) - top};
  return place(inside, slot.resting);
}

Scene PageBuilder::Finish() && {
  std::ranges::sort(scene_.regions, {}, &HitRegion::product);
  for (HitRegion& region : scene_.regions) {
    const Rect grown = GrownForFingers(region.area, grid_);
    const bool free = std::ranges::none_of(scene_.regions, [&](const HitRegion& other) {
      return other.product != region.product && Overlap(grown, other.area);
    });
    region.area = free ? grown : region.area;
  }
  if (spec_->right_to_left) {
    Mirror(scene_, grid_.Snap(grid_.width));
    for (HitRegion& region : scene_.regions) {
      region.area = OnPage(region.area, grid_);
      region.picture = OnPage(region.picture, grid_);
    }
  }
  return std::move(scene_);
}

}  // namespace vitrine
