// SPDX-License-Identifier: Apache-2.0

/** How far a wheel or a trackpad goes before it turns, in CSS pixels. */
const TURN_PX = 48;
/** A movement that rests for this long has ended; until then it turns once, however long it glides on. */
const REST_MS = 150;
const LINE_PX = 16;

/**
 * Reads horizontal movements of a wheel or a trackpad (with the shift key also vertical ones). Vertical ones
 * scroll the shop's page as ever.
 *
 * @param turn Turns one page to the right (1) or to the left (-1). @returns Whether there is such a page.
 */
export function watchWheel(area: HTMLElement, turn: (step: 1 | -1) => boolean): void {
  let moved = 0;
  let last = 0;
  let turned = false;

  area.addEventListener(
    "wheel",
    (event) => {
      const across = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      const along = event.shiftKey ? 0 : event.deltaY;
      // With the control key it zooms.
      if (event.ctrlKey || Math.abs(across) <= Math.abs(along)) {
        return;
      }
      if (event.timeStamp - last > REST_MS) {
        moved = 0;
        turned = false;
      }
      last = event.timeStamp;
      moved += across * ([1, LINE_PX, area.clientWidth][event.deltaMode] ?? 1);
      if (!turned && Math.abs(moved) >= TURN_PX) {
        turned = turn(moved > 0 ? 1 : -1);
      }
      if (turned) {
        // Else the browser goes back in its history.
        event.preventDefault();
      }
    },
    { passive: false },
  );
}
