/** Expressions for a page of the app, about what a person would see there. */

/** The first button whose text starts so, or undefined. */
export const button = (text: string): string =>
  `[...document.querySelectorAll('button')].find((each) => each.textContent.trim().startsWith('${text}'))`;

/** Whether the notebook is there and can be run. */
export const usable = `Boolean(${button('Run stale')} ?? ${button('Run all')})`;

/** The text of a cell's row in the outline: its name and its state in words. */
export const outlineOf = (cell: string): string =>
  `([...document.querySelectorAll('nav[aria-label=Cells] button')].map((each) => each.textContent)` +
  `.find((text) => text.startsWith('${cell}')) ?? '')`;
