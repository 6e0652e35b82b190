// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/colour.h>

#include <span>

namespace vitrine {

/// The colours of a page. Every text colour has a contrast of at least 4.5 (WCAG 2.2 AA) against
/// the backdrop, its end and the panel.
struct Palette {
  Colour backdrop;      ///< The paper at the top of the page.
  Colour backdrop_end;  ///< The paper at the bottom, hardly darker.
  Colour panel;         ///< Placeholders and fields of colour: the paper, a step deeper.
  Colour accent;        ///< Small text and rules.
  Colour ink;           ///< Text.
  Colour quiet_ink;     ///< Secondary text.
};

/// What the page is printed on.
struct Paper {
  bool dark = false;  ///< A dark paper with light ink.
  bool coloured =
      false;  ///< A muted field of the accent's hue instead of a faint tint: for covers.
};

/// Makes a page's palette from its products' colours: the paper is a faint tint of their mean hue,
/// the accent a muted form of the most chromatic colour that is not a mere speck.
///
/// @param swatches Of all products together; weights count relative to each other. May be empty.
Palette MakePalette(std::span<const Swatch> swatches, const Paper& paper);

/// A large field of a product's own colour, muted: of the most chromatic one, be it small. The ink
/// has a contrast of at least 4.5 on it, the palette's other colours need not.
///
/// @param swatches Of the product; without any, or with grey ones alone, the field is of their hue.
Colour FieldColour(std::span<const Swatch> swatches, Colour ink, bool dark);

}  // namespace vitrine
