// SPDX-License-Identifier: Apache-2.0
import { type Context, listen } from "../context.ts";
import { h } from "../dom.ts";
import { words } from "../language.ts";
import { say } from "../parts/notice.ts";
import { explain } from "../personal.ts";
import { PERSONAS, type PersonaName, type Step } from "./personas.ts";
import { player } from "./player.ts";

/** Chooses through whose eyes the lookbook is seen, and shows what they did. */
export function personaBar(context: Context): { element: HTMLElement; leave(): void } {
  const { persona, frame } = words();
  const failed = (error: unknown) => say(frame.failed(explain(error)));
  const choices = PERSONAS.map((name) => {
    const choice = h(
      "button",
      {
        type: "button",
        class: "persona",
        "data-testid": `persona-${name}`,
        click: () => player.play(context, name).catch(failed),
      },
      h("span", { class: "door" }, persona[name]),
      h("span", { class: "note" }, persona[`${name}Text`]),
    );
    return [name, choice] as const;
  });
  const back = h(
    "button",
    {
      type: "button",
      class: "quiet",
      "data-testid": "persona-back",
      click: () => {
        player.stop(context).then(() => say(persona.done), failed);
        choices[0]?.[1].focus();
      },
    },
    persona.back,
  );
  const who = h("p", { class: "who", role: "status", "data-testid": "persona-who" });
  const session = h("ol", { class: "session", "data-testid": "persona-session" });
  const playing = h(
    "div",
    { class: "playing" },
    h("div", { class: "line" }, who, back),
    h("details", {}, h("summary", {}, persona.session), session),
  );
  const show = () => {
    const { played } = player;
    playing.hidden = !played;
    who.textContent = played ? persona.playing(persona[played.name]) : "";
    for (const [name, choice] of choices) {
      choice.setAttribute("aria-pressed", String(name === played?.name));
    }
    session.replaceChildren(...(played?.steps ?? []).map((step) => h("li", {}, told(step))));
  };
  show();
  const element = h(
    "section",
    { class: "personas", "aria-labelledby": "personas" },
    h("h2", { id: "personas" }, persona.title),
    h("p", { class: "text" }, persona.text),
    h("div", { class: "choices" }, ...choices.map(([, choice]) => choice)),
    playing,
  );
  return { element, leave: listen(player, ["played"], show) };
}

/** A step in words: "opened Moon jar". */
function told(step: Step): string {
  const { persona } = words();
  return persona[step.event](step.event === "view_item_list" ? step.name : step.product.title);
}

/** The edition's line while somebody is played. */
export function playedName(): string | undefined {
  const { persona } = words();
  const name: PersonaName | undefined = player.played?.name;
  return name && persona.playing(persona[name]);
}
