// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/turned_rect.h>
#include <vitrine/lookbook/arrangements.h>
#include <vitrine/lookbook/board.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrine {
namespace {

constexpr std::uint8_t kParts = 24;
// A caption beside its picture needs a column this wide and takes at most so much, in ems.
constexpr float kNarrowestColumn = 7.5F;
constexpr float kWidestColumn = 15;
// The share of a part's height that a caption below its picture takes at most.
constexpr float kMostCaption = 0.42F;
// A price that would have to be set smaller needs another page, in CSS pixels.
constexpr float kSmallestText = 7.5F;
// The share of the narrower picture's width by which one lies over another, enough to be no slip,
// and the share of the lower one's height that they must have beside each other.
constexpr float kOverlap = 0.13F;
constexpr float kLeastShared = 0.25F;
// Smaller pictures stay apart, in units.
constexpr float kLeastWidth = 6;
// A picture that gets less of its part than this makes no page.
constexpr float kLeastPicture = 0.3F;

bool IsStacked(CaptionSide side) {
  return side == CaptionSide::kBelow || side == CaptionSide::kAbove;
}

float Offset(Stand stand, float rest) {
  return stand == Stand::kStart ? 0 : stand == Stand::kMiddle ? 0.5F * rest : rest;
}

float AreaOf(const Rect& rect) { return std::max(0.0F, rect.width) * std::max(0.0F, rect.height); }

float AreaInBoth(const Rect& one, const Rect& other) {
  const float x = std::max(one.x, other.x);
  const float y = std::max(one.y, other.y);
  const float right = std::min(one.x + one.width, other.x + other.width);
  const float bottom = std::min(one.y + one.height, other.y + other.height);
  return right > x && bottom > y ? (right - x) * (bottom - y) : 0;
}

// Of the smaller one.
float ShareInBoth(const Rect& one, const Rect& other) {
  return AreaInBoth(one, other) / std::min(AreaOf(one), AreaOf(other));
}

// With the air that a caption needs.
Rect Grown(const Rect& rect) {
  constexpr float kAir = 4;
  return {.x = rect.x - kAir,
          .y = rect.y - kAir,
          .width = rect.width + 2 * kAir,
          .height = rect.height + 2 * kAir};
}

// Sets lines flush right; those on one baseline move together.
void FlushRight(TextBlock& block) {
  std::vector<float> ends;
  for (const TextBlock::Line& line : block.lines) {
    float end = 0;
    for (const TextBlock::Line& beside : block.lines) {
      end = beside.baseline == line.baseline ? std::max(end, beside.x + beside.text.width_px) : end;
    }
    ends.push_back(end);
  }
  for (std::size_t i = 0; i < ends.size(); ++i) {
    block.lines[i].x += block.width - ends[i];
  }
}

// The smallest upright box around a turned frame.
Extent Around(const Extent& frame, float degrees) {
  PictureLayer layer;
  layer.frame = {.x = 0, .y = 0, .width = frame.width, .height = frame.height};
  layer.rotation_deg = degrees;
  const Rect box = PictureBox(layer);
  return {.width = box.width, .height = box.height};
}

bool IsLegible(const TextBlock& caption) {
  return std::ranges::all_of(caption.lines, [](const TextBlock::Line& line) {
    return line.style.size_px >= kSmallestText;
  });
}

/// How a caption stands in a piece's part.
struct Setting {
  Rect box;  ///< The part.
  CaptionSide side = CaptionSide::kBelow;
  bool stacked = true;  ///< Whether it stands below or above the picture.
  float gap = 0;        ///< Between both.
  float column = 0;     ///< The caption's.
};

Setting SettingOf(const Piece& piece, const Rect& box, const PageGrid& grid) {
  const float widest = kWidestColumn * grid.body;
  const float narrowest = (piece.prominent ? 1.3F : 1.0F) * kNarrowestColumn * grid.body;
  Setting setting = {.box = box, .side = piece.caption};
  // Too narrow for a column beside the picture: the caption goes below.
  setting.stacked = IsStacked(piece.caption) || box.width < 2.2F * narrowest;
  if (setting.stacked) {
    setting.side = IsStacked(piece.caption) ? piece.caption : CaptionSide::kBelow;
    setting.gap = (piece.prominent ? 2.6F : 1.8F) * grid.unit;
    setting.column = std::min(box.width, 1.2F * widest);
  } else {
    setting.gap = 2.2F * grid.unit;
    setting.column = std::clamp(0.3F * box.width, narrowest, widest);
  }
  return setting;
}

// Gives a picture and a caption that fit their places: the picture, as it is turned, in `room`,
// which lies where a caption below or at the right leaves it, and the caption next to it.
void PlaceInPart(Board::Item& item, const Piece& piece, const Setting& setting, const Rect& room) {
  const Rect& box = setting.box;
  PageBuilder::Placement& placement = item.placement;
  const Extent frame = placement.fit.frame;
  const Extent around = Around(frame, piece.rotation_deg);
  const Extent caption = {.width = item.caption.width, .height = item.caption.height};
  float left = room.x + Offset(piece.across, room.width - around.width);
  float top = room.y + Offset(piece.down, room.height - around.height);
  left += setting.side == CaptionSide::kLeft ? setting.column + setting.gap : 0;
  top += setting.side == CaptionSide::kAbove ? caption.height + setting.gap : 0;
  placement.picture_x = left + 0.5F * (around.width - frame.width);
  placement.picture_y = top + 0.5F * (around.height - frame.height);
  if (setting.stacked) {
    // Flush with the frame, as if it were not turned.
    placement.caption_x = std::clamp(std::max(left, placement.picture_x), box.x,
                                     std::max(box.x, box.x + box.width - caption.width));
    placement.caption_y = setting.side == CaptionSide::kAbove ? top - setting.gap - caption.height
                                                              : top + around.height + setting.gap;
  } else {
    placement.caption_x = setting.side == CaptionSide::kLeft ? left - setting.gap - caption.width
                                                             : left + around.width + setting.gap;
    placement.caption_y =
        std::clamp(top + Offset(piece.caption_down, around.height - caption.height), box.y,
                   std::max(box.y, box.y + box.height - caption.height));
  }
}

// The frame whose turned box fills the room, or as much of that as a frame can.
Extent Within(const Extent& room, float degrees) {
  const Direction direction = DirectionOf(degrees);
  const auto cosine = static_cast<float>(std::abs(direction.cosine));
  const auto sine = static_cast<float>(std::abs(direction.sine));
  const float determinant = cosine * cosine - sine * sine;
  const Extent frame = {.width = (room.width * cosine - room.height * sine) / determinant,
                        .height = (room.height * cosine - room.width * sine) / determinant};
  return {.width = std::max(1.0F, frame.width), .height = std::max(1.0F, frame.height)};
}

}  // namespace

Rect Board::At(const Part& part) const {
  const PageGrid& grid = page_->grid();
  const auto edge = [&](std::uint8_t part_edge, float from, float to, float towards) {
    const float inset = part_edge == 0 || part_edge == kParts ? 0 : towards * inset_;
    return from + (to - from) / kParts * static_cast<float>(part_edge) + inset;
  };
  Rect rect;
  rect.x = edge(part.left, grid.margin_x, grid.right(), 1);
  rect.y = edge(part.top, grid.margin_y, grid.bottom(), 1);
  rect.width = std::max(1.0F, edge(part.right, grid.margin_x, grid.right(), -1) - rect.x);
  rect.height = std::max(1.0F, edge(part.bottom, grid.margin_y, grid.bottom(), -1) - rect.y);
  return rect;
}

void Board::Write(const BoardWords& words) {
  const PageGrid& grid = page_->grid();
  words_ = At(words.part);
  words_low_ = words.low;
  const float header = HeaderHeight();
  headline_ = page_->SetHeadline({.box = {words_.width, words_.height - header},
                                  .largest = words.largest_em * grid.body,
                                  .max_lines = words.max_lines,
                                  .text = words.text});
  fits_ = fits_ && headline_.height <= words_.height - header;
}

TextBlock Board::SetCaption(std::size_t product, const Piece& piece, const Extent& room) const {
  if (piece.prominent) {
    return page_->SetProminentCaption(product, room, piece.says_reason);
  }
  TextBlock caption;
  for (const CaptionDetail detail : {CaptionDetail::kFull, CaptionDetail::kReason,
                                     CaptionDetail::kBrand, CaptionDetail::kTitleAndPrice}) {
    caption =
        page_->SetCaption(product, {.width = room.width,
                                    .detail = detail,
                                    .title_lines = detail >= CaptionDetail::kBrand ? 2U : 1U});
    if (caption.height <= room.height) {
      break;
    }
  }
  return caption;
}

Board::Item Board::Measure(std::size_t product, const Piece& piece) {
  const PageGrid& grid = page_->grid();
  const Setting setting = SettingOf(piece, At(piece.part), grid);
  const Rect& box = setting.box;
  const float most = setting.stacked ? kMostCaption * box.height : box.height;
  Item item;
  item.caption = SetCaption(product, piece, {.width = setting.column, .height = most});
  if (setting.side == CaptionSide::kLeft) {
    FlushRight(item.caption);
  }
  Extent room = {.width = box.width, .height = box.height - headroom_};
  if (setting.stacked) {
    room.height -= setting.gap + item.caption.height;
  } else {
    room.width -= setting.gap + setting.column;
  }
  fits_ = fits_ && IsLegible(item.caption) && item.caption.height <= most &&
          room.height >= kLeastPicture * box.height && room.width >= kLeastPicture * box.width;
  room = {.width = std::max(1.0F, room.width), .height = std::max(1.0F, room.height)};
  PageBuilder::Placement& placement = item.placement;
  placement.product = product;
  placement.rotation_deg = piece.rotation_deg;
  placement.multiplied = white_vanishes_ && page_->StandsOnWhite(product);
  placement.fit =
      FitPicture(page_->SizeOf(product), Within(room, piece.rotation_deg), grid.device_pixel_ratio);
  PlaceInPart(item, piece, setting, {box.x, box.y + headroom_, room.width, room.height});
  return item;
}

void Board::Add(std::span<const Piece> pieces) {
  for (const Piece& piece : pieces.first(page_->products().size())) {
    Add(piece);
  }
}

Rect Board::Item::PictureArea() const {
  PictureLayer layer;
  layer.frame = {.x = placement.picture_x,
                 .y = placement.picture_y,
                 .width = placement.fit.frame.width,
                 .height = placement.fit.frame.height};
  layer.rotation_deg = placement.rotation_deg;
  return PictureBox(layer);
}

Rect Board::Item::CaptionArea() const {
  return {.x = placement.caption_x,
          .y = placement.caption_y,
          .width = caption.width,
          .height = caption.height};
}

Rect Board::Item::Area() const {
  const Rect picture = PictureArea();
  const Rect words = CaptionArea();
  const float x = std::min(picture.x, words.x);
  const float y = std::min(picture.y, words.y);
  return {.x = x,
          .y = y,
          .width = std::max(picture.x + picture.width, words.x + words.width) - x,
          .height = std::max(picture.y + picture.height, words.y + words.height) - y};
}

float Board::WayToNeighbour(std::size_t index, float direction) const {
  const Rect picture = items_[index].PictureArea();
  float way = 0;
  for (std::size_t other = 0; other < items_.size(); ++other) {
    const Rect neighbour = items_[other].PictureArea();
    const float gap = direction > 0 ? neighbour.x - picture.x - picture.width
                                    : picture.x - neighbour.x - neighbour.width;
    const float shared = std::min(picture.y + picture.height, neighbour.y + neighbour.height) -
                         std::max(picture.y, neighbour.y);
    const float found = gap + kOverlap * std::min(picture.width, neighbour.width);
    const float narrower = std::min(picture.width, neighbour.width);
    if (other != index && narrower >= kLeastWidth * page_->grid().unit && gap >= 0 &&
        (way == 0 || found < way) &&
        shared >= kLeastShared * std::min(picture.height, neighbour.height)) {
      way = found;
    }
  }
  return way;
}

bool Board::LiesWell(std::size_t index, const Item& item, float most) const {
  const PageGrid& grid = page_->grid();
  const Rect picture = item.PictureArea();
  const Rect caption = item.CaptionArea();
  const Rect area = item.Area();
  if (area.x < grid.margin_x || area.x + area.width > grid.right() ||
      AreaInBoth(Grown(area), WordsArea()) > 0) {
    return false;
  }
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const Item& other = items_[i];
    if (i != index && (AreaInBoth(Grown(picture), other.CaptionArea()) > 0 ||
                       AreaInBoth(Grown(caption), other.PictureArea()) > 0 ||
                       AreaInBoth(Grown(caption), other.CaptionArea()) > 0 ||
                       ShareInBoth(picture, other.PictureArea()) > most ||
                       ShareInBoth(area, other.Area()) > most)) {
      return false;
    }
  }
  return true;
}

void Board::Overlap(std::span<const Piece> pieces, float most) {
  const PageGrid& grid = page_->grid();
  const float part = (grid.right() - grid.margin_x) / kParts;
  for (std::size_t index = 0; index < items_.size(); ++index) {
    const float reach = part * static_cast<float>(pieces[index].reach);
    const float direction = reach > 0 ? 1.0F : -1.0F;
    const float way = WayToNeighbour(index, direction);
    if (way == 0 || way > std::abs(reach)) {
      continue;
    }
    for (const float caption_way : {way, 0.5F * way, 0.0F}) {
      Item moved = items_[index];
      moved.placement.picture_x += direction * way;
      moved.placement.caption_x += direction * caption_way;
      if (LiesWell(index, moved, most)) {
        items_[index] = std::move(moved);
        break;
      }
    }
  }
}

bool Board::IsFree(const Rect& rect) const {
  return std::ranges::none_of(items_, [&](const Item& item) {
    return AreaInBoth(Grown(rect), item.PictureArea()) > 0 ||
           AreaInBoth(Grown(rect), item.CaptionArea()) > 0;
  });
}

Rect Board::WordsArea() const {
  return {.x = words_.x,
          .y = words_.y,
          .width = headline_.width,
          .height = HeaderHeight() + headline_.height};
}

float Board::HeaderHeight() const { return 0.9F * page_->grid().body + 2 * page_->grid().unit; }

float Board::PlaceWords() const {
  const PageGrid& grid = page_->grid();
  page_->PlaceHeader(words_.x, words_.width, words_low_ ? grid.margin_y : words_.y);
  const float top =
      words_low_ ? words_.y + words_.height - headline_.height : words_.y + HeaderHeight();
  page_->Place(headline_, words_.x, top);
  return top + headline_.height;
}

void Board::PlaceItems() const {
  for (const Item& item : items_) {
    PlaceItem(item);
  }
}

void ArrangeBoard(PageBuilder& page, float inset, const PiecesOfShapes& pieces,
                  std::span<const BoardWords, 4> words) {
  if (page.products().size() < 3) {
    ArrangeDiptych(page);
    return;
  }
  Board board(page, inset * page.grid().unit);
  const auto shape = static_cast<std::size_t>(ShapeOf(page.grid()));
  board.DropWhite(true);
  board.Write(words[shape]);
  board.Add(pieces[shape][page.products().size() - 3]);
  if (!board.fits()) {
    ArrangeGridOfSix(page);
    return;
  }
  board.PlaceWords();
  board.PlaceItems();
}

}  // namespace vitrine
