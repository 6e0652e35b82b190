// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/lookbook/page.h>

namespace vitrine {

// One function for each way to fill a page. Each looks at the page's shape and at how many products
// there are, and places everything.

/// The kicker, the headline and the folio alone.
void ArrangeWords(PageBuilder& page);

/// One dominant product that bleeds off the page at the lower right, under or beside the headline.
void ArrangeCover(PageBuilder& page);

/// One dominant product that bleeds off at the upper left, and a row of one to three small ones.
void ArrangeHeroDetails(PageBuilder& page);

/// Two to six products of equal weight in staggered columns around the headline.
void ArrangeGridOfSix(PageBuilder& page);

/// Three to five products of clearly different size as seen from above: each a little turned, apart
/// from the others, its caption beside or below it. White grounds vanish into light paper.
void ArrangeFlatLay(PageBuilder& page);

/// Three to five products as prints of different crops, turned and taped to the page, with swatches
/// of their colours. Neighbours overlap on purpose, by at most a fifth of the one below; captions
/// lie free.
void ArrangeMoodBoard(PageBuilder& page);

/// One product on a large field of the colour that it and two or three others have in common, the
/// others on paper beside swatches of their colours.
void ArrangeColourStory(PageBuilder& page);

/// Three or four products that all but touch around an axis, captions on the outside.
void ArrangeOutfit(PageBuilder& page);

/// Two products, large, one on paper and one on a tinted field that takes half the page.
void ArrangeDiptych(PageBuilder& page);

/// One line of large type, the headline or what is said of the product, and the product small.
void ArrangeQuoteProduct(PageBuilder& page);

}  // namespace vitrine
