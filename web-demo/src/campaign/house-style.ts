// SPDX-License-Identifier: Apache-2.0
import type { Style } from "@vitrine/sdk/studio";

/** How this shop's pictures look unless a campaign says otherwise: warm paper, even light, a soft shadow. */
export const HOUSE_STYLE = {
  canvas: { width: 640, height: 800 },
  background: { top: "#efe9df", bottom: "#e0d7c8" },
  subject: { scale: 0.74, centre: [0.5, 0.54] },
  light: { white_balance: 1, exposure: 1, contrast: 1 },
  shadow: { opacity: 0.3, blur: 0.025, offset: [0, 0.014] },
  uncut: { radius: 0 },
} as const satisfies Style;
