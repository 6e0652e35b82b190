// SPDX-License-Identifier: Apache-2.0
import type { Context } from "../context.ts";
import { h } from "../dom.ts";
import { words } from "../language.ts";
import { explain } from "../personal.ts";
import { AVAILABILITIES, type Availability, type Product } from "../product.ts";
import { readRoute } from "../routes.ts";

const STOCK = {
  in_stock: "inStock",
  out_of_stock: "outOfStock",
  preorder: "preorder",
  backorder: "backorder",
} as const satisfies Record<Availability, string>;

/** Changes price and stock while the shop is open, as the back office would. */
export function openDesk(context: Context): void {
  const { shop } = context;
  const { desk, frame } = words();
  const here = readRoute(location.hash);
  const chosen = here.name === "product" ? here.id : "";
  const product = h(
    "select",
    { name: "product", id: "desk-product" },
    ...shop.products.map((each) =>
      h("option", { value: each.id, selected: each.id === chosen }, `${each.title} (${each.id})`),
    ),
  );
  const price = h("input", {
    name: "price",
    id: "desk-price",
    type: "number",
    min: 0,
    step: 0.01,
    inputmode: "decimal",
    required: true,
  });
  const stock = h(
    "select",
    { name: "stock", id: "desk-stock" },
    ...AVAILABILITIES.map((each) => h("option", { value: each }, desk[STOCK[each]])),
  );
  const said = h("p", { class: "said", "data-testid": "desk-said", role: "status" });
  const unit = h("span");
  const current = (): Product | undefined => shop.product(product.value);
  const show = () => {
    const shown = current();
    if (shown) {
      price.value = String(shown.price.amount);
      stock.value = shown.availability;
      unit.textContent = desk.price(shown.price.currency);
    }
  };
  product.addEventListener("change", show);
  show();
  const form = h(
    "form",
    { method: "dialog", class: "fields" },
    h("label", { for: "desk-product" }, desk.product),
    product,
    h("label", { for: "desk-price" }, unit),
    price,
    h("label", { for: "desk-stock" }, desk.stock),
    stock,
    h("button", { type: "submit", "data-testid": "desk-apply" }, desk.apply),
    said,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const shown = current();
    if (shown) {
      apply(context, shown, Number(price.value), stock.value).then(
        (text) => said.replaceChildren(text),
        (error: unknown) => said.replaceChildren(frame.failed(explain(error))),
      );
    }
  });
  const dialog = h(
    "dialog",
    {
      class: "desk",
      "data-testid": "desk",
      "aria-labelledby": "desk-title",
      close: () => dialog.remove(),
    },
    h("h2", { id: "desk-title" }, desk.title),
    h("p", {}, desk.text),
    form,
    h(
      "button",
      { type: "button", class: "quiet", "data-testid": "desk-close", click: () => dialog.close() },
      desk.close,
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}

async function apply(
  { shop, personal }: Context,
  product: Product,
  amount: number,
  stock: string,
): Promise<string> {
  const price = { amount, currency: product.price.currency };
  const availability = AVAILABILITIES.find((each) => each === stock) ?? product.availability;
  shop.reprice(product.id, { price, availability });
  await personal.override({ id: product.id, price, availability });
  return words().desk.done(product.title);
}
