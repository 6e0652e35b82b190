// SPDX-License-Identifier: Apache-2.0
// Which view an address names. What a shopper sees first is here at once; what stands behind the shop is
// fetched when somebody goes there.
import type { Context } from "./context.ts";
import { h, type View } from "./dom.ts";
import { words } from "./language.ts";
import { plainState } from "./parts/states.ts";
import { gridAddress, type Route } from "./routes.ts";
import { bagView } from "./views/bag.ts";
import { gridView } from "./views/grid.ts";
import { lookbookView } from "./views/lookbook.ts";
import { productView } from "./views/product.ts";

export function viewFor(context: Context, route: Route): View | Promise<View> {
  switch (route.name) {
    case "":
      return gridView(context, route);
    case "product":
      return productView(context, route);
    case "lookbook":
      return lookbookView(context);
    case "bag":
      return bagView(context);
    case "checkout":
      return import("./checkout/view.ts").then(({ checkoutView }) => checkoutView(context));
    case "thanks":
      return import("./checkout/thanks.ts").then(({ thanksView }) => thanksView(context));
    case "one-look":
      return import("./one-look/view.ts").then(({ oneLookView }) => oneLookView(context));
    case "campaigns":
      return import("./campaign/view.ts").then(({ campaignsView }) => campaignsView(context));
    case "measurement":
      return import("./measurement/view.ts").then(({ measurementView }) =>
        measurementView(context),
      );
    default:
      return missingView();
  }
}

function missingView(): View {
  const { state } = words();
  return {
    title: state.missingTitle,
    element: plainState(
      state.missing,
      state.missingText,
      h("a", { class: "button", href: gridAddress() }, state.toShop),
    ),
  };
}
