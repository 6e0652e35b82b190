// SPDX-License-Identifier: Apache-2.0
import { h } from "../dom.ts";
import { download } from "../parts/fields.ts";
import { explain } from "../personal.ts";
import { fromFile, toFile } from "./file.ts";
import { type Campaign, NO_CAMPAIGN } from "./model.ts";
import { campaignWords } from "./words.ts";

/** Takes a campaign out of the browser and brings one in. */
export function fileForm(
  read: () => Campaign,
  take: (campaign: Campaign) => void,
  imported: () => void,
): HTMLElement {
  const words = campaignWords();
  const said = h("p", { class: "problem", role: "status", "data-testid": "import-said" });
  const input = h("input", {
    type: "file",
    accept: "application/json,.json",
    class: "unseen",
    tabindex: -1,
    "aria-label": words.importFile,
    "data-testid": "import-file",
  });
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    input.value = "";
    if (file) {
      try {
        take(fromFile(await file.text()));
        imported();
      } catch (error) {
        said.textContent = words.notImported(explain(error));
      }
    }
  });
  const name = () => read().name.toLowerCase().replace(/\W+/g, "-") || "campaign";
  const button = (testid: string, text: string, click: () => void) =>
    h("button", { type: "button", "data-testid": testid, click }, text);
  return h(
    "section",
    { class: "part", "aria-labelledby": "campaign-file" },
    h("h2", { id: "campaign-file" }, words.file),
    h("p", { class: "note" }, words.fileText),
    h(
      "p",
      { class: "actions" },
      button("export", words.exportFile, () =>
        download(`${name()}.json`, "application/json", toFile(read())),
      ),
      button("import", words.importFile, () => input.click()),
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          "data-testid": "clear",
          click: () => take(NO_CAMPAIGN),
        },
        words.clear,
      ),
      input,
    ),
    said,
  );
}
