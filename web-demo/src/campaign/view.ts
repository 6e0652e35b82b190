// SPDX-License-Identifier: Apache-2.0
import "../styles/workbench.css";
import "../styles/campaign.css";
import { type Context, listen } from "../context.ts";
import { h, type View } from "../dom.ts";
import { debounced, labelled } from "../parts/fields.ts";
import { say } from "../parts/notice.ts";
import { daysForm, stateLine } from "./days-form.ts";
import { fileForm } from "./file-form.ts";
import { type Campaign, slateRulesOf } from "./model.ts";
import { PagesPreview } from "./preview.ts";
import { RulesForm } from "./rules-form.ts";
import { campaigns } from "./store.ts";
import { StyleForm } from "./style-form.ts";
import { StylePreview } from "./style-preview.ts";
import { campaignWords } from "./words.ts";

const REST_MS = 200;

/** What the merchandiser wants of the pages: rules, days and style, drawn while they are edited. */
export function campaignsView({ shop }: Context): View {
  const words = campaignWords();
  let form: RulesForm | undefined;
  const pages = new PagesPreview((unmatched) => form?.mark(unmatched));
  const pictures = new StylePreview(shop);
  const updatePages = debounced(REST_MS, () => pages.update(slateRulesOf(campaigns.campaign)));
  const updatePictures = debounced(REST_MS, () => pictures.update(campaigns.campaign.style));
  const drawPages = () => {
    pages.expect();
    updatePages();
  };
  const drawPictures = () => {
    pictures.expect();
    updatePictures();
  };
  const state = stateLine(() => campaigns.campaign);
  const publish = h("button", {
    type: "button",
    class: "primary",
    "data-testid": "publish",
    click: () => set({ published: !campaigns.campaign.published }),
  });
  const body = h("div", { class: "bench" });

  const set = (part: Partial<Campaign>) => {
    campaigns.campaign = { ...campaigns.campaign, ...part };
  };
  const tell = () => {
    publish.textContent = campaigns.campaign.published ? words.takeDown : words.publish;
    state.tell();
  };
  const draw = () => {
    const { campaign } = campaigns;
    form = new RulesForm(shop, campaign, (rules, brandCap) => {
      set({ rules, brandCap });
      drawPages();
    });
    const style = new StyleForm(campaign.style, pictures.element, (edited) => {
      set({ style: edited });
      drawPictures();
    });
    body.replaceChildren(
      h(
        "form",
        { class: "bench-form", submit: (event) => event.preventDefault() },
        nameField(campaign, set),
        form.element,
        daysForm(campaign, set),
        h("div", { class: "part publish" }, state.element, publish),
      ),
      pages.element,
      style.element,
      fileForm(
        () => campaigns.campaign,
        (taken) => {
          campaigns.campaign = taken;
          draw();
        },
        () => say(words.imported),
      ),
    );
    tell();
    drawPages();
    drawPictures();
  };
  draw();
  const stop = listen(campaigns, ["campaign"], tell);
  return {
    title: words.title,
    element: h(
      "div",
      { class: "campaigns", "data-testid": "campaigns" },
      h("h1", { class: "place", tabindex: -1 }, words.title),
      h("p", { class: "lede" }, words.intro),
      body,
    ),
    leave: () => {
      stop();
      state.leave();
      updatePages.cancel();
      updatePictures.cancel();
      pages.close();
      pictures.close();
    },
  };
}

function nameField({ name }: Campaign, set: (part: Partial<Campaign>) => void): HTMLElement {
  const words = campaignWords();
  const input = h("input", {
    type: "text",
    value: name,
    placeholder: words.unnamed,
    dir: "auto",
    autocomplete: "off",
    maxlength: 80,
    "data-testid": "campaign-name",
  });
  input.addEventListener("input", () => set({ name: input.value }));
  return labelled(words.name, input);
}
