// SPDX-License-Identifier: Apache-2.0
import type { Context } from "../context.ts";
import { words } from "../language.ts";
import { explain } from "../personal.ts";
import { say } from "./notice.ts";

/** Erases what the shop learnt about the shopper, and says so. */
export async function forget({ personal }: Context): Promise<void> {
  try {
    await personal.forget();
    say(words().frame.forgotten);
  } catch (error) {
    say(words().frame.failed(explain(error)));
  }
}
