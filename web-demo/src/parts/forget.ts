// SPDX-License-Identifier: Apache-2.0
import type { Context } from "../context.ts";
import { explain } from "../personal.ts";
import { say } from "./notice.ts";

/** Erases what the shop learnt about the shopper, and says so. */
export async function forget({ personal }: Context): Promise<void> {
  try {
    await personal.forget();
    say("Forgotten. The lookbook starts from the beginning.");
  } catch (error) {
    say(`That did not work: ${explain(error)}`);
  }
}
