/** How long the cells around one that was jumped to may take to draw what they hold. */
const settleMs = 2000;

/** What a person does who wants to be elsewhere. */
const ownMoves = ['wheel', 'pointerdown', 'keydown'] as const;

let letGo: () => void = () => undefined;

/**
 * Scrolls to the head of a cell, unless it can be read already, and stays there while cells near it are drawn and grow,
 * until the person moves on.
 */
export function bringIntoSight(cell: HTMLElement): void {
  letGo();
  const scroller = cell.closest('main');
  if (!scroller || isReadable(cell, scroller)) {
    return;
  }
  const jump = (): void => cell.scrollIntoView({ block: 'start' });
  jump();
  const growth = new ResizeObserver(jump);
  for (const child of scroller.children) growth.observe(child);
  const timer = setTimeout(() => letGo(), settleMs);
  for (const move of ownMoves) window.addEventListener(move, endHold, { once: true });
  letGo = () => {
    growth.disconnect();
    clearTimeout(timer);
    for (const move of ownMoves) window.removeEventListener(move, endHold);
  };
}

function endHold(): void {
  letGo();
}

/** Whether the cell's head is in the upper half of what is in sight, or the whole cell is in sight. */
function isReadable(cell: HTMLElement, scroller: HTMLElement): boolean {
  const [inner, outer] = [cell.getBoundingClientRect(), scroller.getBoundingClientRect()];
  const isHeadInSight = inner.top >= outer.top && inner.top < outer.top + outer.height / 2;
  return isHeadInSight || (inner.top >= outer.top && inner.bottom <= outer.bottom);
}
