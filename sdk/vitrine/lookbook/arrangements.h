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

}  // namespace vitrine
