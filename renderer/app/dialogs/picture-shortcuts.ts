/** Keys that viewers of images answer while one of them has the focus. */
export const pictureShortcuts = [
  { name: 'Move through the images', keys: ['ArrowLeft', 'ArrowRight'] },
  { name: 'Hide masks while held', keys: ['Space'] },
  { name: 'Show or hide a class', keys: ['1–9'] },
  { name: 'Outline or fill', keys: ['O'] },
  { name: 'More or less opaque', keys: ['+', '-'] },
  { name: 'Lock zoom and place', keys: ['Z'] },
  { name: 'Worst first', keys: ['S'] },
] as const;
