// SPDX-License-Identifier: Apache-2.0

/** Who follows a finger. */
export interface Swiped {
  /** Whether a finger that comes down now may turn. */
  readonly turns: boolean;
  /** The finger moved `distance` CSS pixels from where it came down, to the right. */
  drag(distance: number): void;
  /** It left, at `velocity` CSS pixels per millisecond. */
  release(distance: number, velocity: number): void;
  /** The movement turned out to be another one. */
  cancel(): void;
}

interface Touch {
  readonly pointerId: number;
  readonly x: number;
  readonly y: number;
  horizontal: boolean;
  distance: number;
  velocity: number;
  timeStamp: number;
}

/** How far a finger goes before it is known whether it scrolls or turns. */
const SLACK_PX = 8;
/** A finger that did not move for this long has come to rest. */
const REST_MS = 80;

/** How much larger the shopper has pinched the page: then a finger moves the page, whatever its direction. */
export function zoomScale(): number {
  const scale = visualViewport?.scale ?? 1;
  return scale > 1.01 ? scale : 1;
}

/**
 * Reads swipes from pointer events. Only a movement that begins horizontally counts; a vertical one
 * scrolls the page (with `touch-action: pan-y` on `area`) and ends the swipe, and so does a second finger.
 */
export function watchSwipes(area: HTMLElement, swiped: Swiped): void {
  let touch: Touch | undefined;
  let frame = 0;

  const end = () => {
    const ended = touch;
    touch = undefined;
    cancelAnimationFrame(frame);
    frame = 0;
    return ended?.horizontal ? ended : undefined;
  };
  const cancel = () => {
    if (end()) {
      swiped.cancel();
    }
  };

  area.addEventListener("pointerdown", (event) => {
    if (touch) {
      cancel();
    } else if (event.isPrimary && event.button === 0 && zoomScale() === 1 && swiped.turns) {
      const { pointerId, clientX, clientY, timeStamp } = event;
      const start = { pointerId, x: clientX, y: clientY, timeStamp };
      touch = { ...start, horizontal: false, distance: 0, velocity: 0 };
    }
  });

  area.addEventListener("pointermove", (event) => {
    if (!touch || event.pointerId !== touch.pointerId) {
      return;
    }
    if (event.buttons === 0) {
      // Let go of where nobody told us: outside the element, before the pointer was captured.
      cancel();
      return;
    }
    const distance = event.clientX - touch.x;
    const [across, along] = [Math.abs(distance), Math.abs(event.clientY - touch.y)];
    if (!touch.horizontal) {
      if (Math.max(across, along) < SLACK_PX) {
        return;
      }
      if (across <= along) {
        touch = undefined;
        return;
      }
      touch.horizontal = true;
      area.setPointerCapture(touch.pointerId);
    }
    const elapsed = event.timeStamp - touch.timeStamp;
    if (elapsed > 0) {
      touch.velocity = (distance - touch.distance) / elapsed;
    }
    touch.distance = distance;
    touch.timeStamp = event.timeStamp;
    if (frame === 0) {
      frame = requestAnimationFrame(() => {
        frame = 0;
        swiped.drag(touch?.distance ?? 0);
      });
    }
  });

  area.addEventListener("pointerup", (event) => {
    if (event.pointerId !== touch?.pointerId) {
      return;
    }
    const ended = end();
    if (ended) {
      swallowClick(area);
      const rests = event.timeStamp - ended.timeStamp > REST_MS;
      swiped.release(ended.distance, rests ? 0 : ended.velocity);
    }
  });

  area.addEventListener("pointercancel", (event) => {
    if (event.pointerId === touch?.pointerId) {
      cancel();
    }
  });
}

// The click that follows the end of a swipe is not meant for the link under the finger. Not all browsers
// give it to who captured the pointer.
function swallowClick(area: HTMLElement): void {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  area.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => area.removeEventListener("click", swallow, { capture: true }));
}
