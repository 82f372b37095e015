/** What a person does who wants to be elsewhere. */
const ownMoves = ['wheel', 'pointerdown', 'keydown'] as const;

let letGo: () => void = () => undefined;

/**
 * Scrolls to the head of a cell, unless it can be read already, and keeps it there while cells above it are drawn, run
 * and take another height, until the person moves on. The browser's own anchoring does not: it holds on to what is
 * highest in sight, which is the end of the cell that changes.
 */
export function bringIntoSight(cell: HTMLElement): void {
  letGo();
  const scroller = cell.closest('main');
  if (!scroller) {
    return;
  }
  if (!isReadable(cell, scroller)) {
    cell.scrollIntoView({ block: 'start' });
  }
  const top = cell.getBoundingClientRect().top;
  const growth = new ResizeObserver(() => {
    // A cell that was removed has no place to keep.
    if (cell.isConnected) scroller.scrollBy(0, cell.getBoundingClientRect().top - top);
  });
  for (const child of scroller.children) growth.observe(child);
  for (const move of ownMoves) window.addEventListener(move, endHold, { once: true });
  letGo = () => {
    growth.disconnect();
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
