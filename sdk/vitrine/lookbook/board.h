// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/lookbook/page.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace vitrine {

/// A part of a page, in 24ths of the way from one margin to the other.
struct Part {
  std::uint8_t left = 0;
  std::uint8_t top = 0;
  std::uint8_t right = 0;
  std::uint8_t bottom = 0;
};

/// Where a caption stands to its picture; at its left it is set flush right.
enum class CaptionSide : std::uint8_t { kBelow, kAbove, kRight, kLeft };

/// Where a picture stands in a room that it does not fill: at its beginning, middle or end.
enum class Stand : std::uint8_t { kStart, kMiddle, kEnd };

/// How one product stands on a board.
struct Piece {
  Part part;  ///< Holds the picture, as it is turned, and the caption.
  CaptionSide caption = CaptionSide::kBelow;
  Stand across = Stand::kStart;
  Stand down = Stand::kEnd;
  float rotation_deg = 0;
  bool prominent = false;
  /// How far the picture may leave its part to lie over the nearest one, in 24ths: to the right, or
  /// to the left where negative. See Board::Overlap.
  std::int8_t reach = 0;
  /// Where a caption beside the picture stands to it.
  Stand caption_down = Stand::kEnd;
  bool says_reason = true;  ///< Whether the caption of a prominent piece gives the reason.
};

/// A template's pieces for each PageShape, for three, four and five products; those that it does
/// not have are empty.
using PiecesOfShapes = std::array<std::array<std::span<const Piece>, 3>, 4>;

/// The words of a board.
struct BoardWords {
  Part part;
  float largest_em = 4.4F;  ///< Of the headline, in ems of body text.
  std::size_t max_lines = 3;
  std::string_view text = {};  ///< In place of the page's headline.
  /// Whether the headline stands at its part's foot, and the header at the head of the page.
  bool low = false;
};

/// A page on which every product has a part of its own. All is measured first, so that a page too
/// small for a board can be filled in another way.
class Board {
 public:
  /// Parts keep apart by twice `inset` px, but reach the margins.
  Board(PageBuilder& page, float inset) : page_(&page), inset_(inset) {}

  /// A product as it will be placed.
  struct Item {
    PageBuilder::Placement placement;
    TextBlock caption;

    /// What its picture takes as it is turned.
    Rect PictureArea() const;
    Rect CaptionArea() const;
    /// Around both.
    Rect Area() const;
  };

  Rect At(const Part& part) const;

  /// Leaves so many px free above each picture that is added from here on.
  void KeepFree(float headroom) { headroom_ = headroom; }
  /// Whether the white grounds of pictures added from here on vanish into light paper. On a deeper
  /// colour that would darken the product itself.
  void DropWhite(bool on_paper) { white_vanishes_ = on_paper && !page_->dark(); }

  /// Measures the headline under the page's header in its part.
  void Write(const BoardWords& words);
  /// Measures the next product in its part.
  void Add(const Piece& piece) { items_.push_back(Measure(items_.size(), piece)); }
  /// Measures all products of the page.
  void Add(std::span<const Piece> pieces);

  /// Whether all of it has room: the words and the captions in their parts, and pictures beside
  /// them.
  bool fits() const { return fits_; }
  std::span<const Item> items() const { return items_; }

  /// Moves the pictures that may reach over their part, with their captions where those have room,
  /// until they lie over the nearest one in that direction by a part of the narrower one's width.
  /// One stays in its part where that is too far, or would cover a caption, the headline or more
  /// than `most` of a product.
  void Overlap(std::span<const Piece> pieces, float most);

  /// Whether neither a picture nor a caption comes near.
  bool IsFree(const Rect& rect) const;

  /// @return The words' lower end.
  float PlaceWords() const;
  void PlaceItem(const Item& item) const { page_->PlaceProduct(item.placement, item.caption); }
  void PlaceItems() const;

 private:
  TextBlock SetCaption(std::size_t product, const Piece& piece, const Extent& room) const;
  Item Measure(std::size_t product, const Piece& piece);
  float HeaderHeight() const;
  /// What the header and the headline take.
  Rect WordsArea() const;
  /// How far the item is to move for its picture to overlap the nearest one; 0 without one.
  float WayToNeighbour(std::size_t index, float direction) const;
  /// Whether `item` may take the place of the one at `index`.
  bool LiesWell(std::size_t index, const Item& item, float most) const;

  PageBuilder* page_;
  float inset_;
  float headroom_ = 0;
  bool white_vanishes_ = false;
  bool fits_ = true;
  std::vector<Item> items_;
  Rect words_;
  bool words_low_ = false;
  TextBlock headline_;
};

/// Fills a page of three products or more as its shape's pieces and words say, with white grounds
/// that vanish. With two products it is a diptych, too small a grid.
///
/// @param inset In the page's units.
void ArrangeBoard(PageBuilder& page, float inset, const PiecesOfShapes& pieces,
                  std::span<const BoardWords, 4> words);

}  // namespace vitrine
