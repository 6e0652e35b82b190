// SPDX-License-Identifier: Apache-2.0
import type { Context } from "../context.ts";
import { words } from "../language.ts";
import { player } from "../persona/player.ts";
import { explain } from "../personal.ts";
import { say } from "./notice.ts";

/** Erases what the shop learnt about the shopper, and says so. */
export async function forget(context: Context): Promise<void> {
  try {
    if (player.played) {
      await player.stop(context);
    }
    await context.personal.forget();
    say(words().frame.forgotten);
  } catch (error) {
    say(words().frame.failed(explain(error)));
  }
}
