const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

const macNames: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩' };
const otherNames: Readonly<Record<string, string>> = { Mod: 'Ctrl', Enter: '↩' };
const arrows: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** The caps of a shortcut as this platform prints them: "Mod+K" is ["Ctrl", "K"], or ["⌘", "K"] on a Mac. */
export function keyParts(keys: string): readonly string[] {
  const names = isMac ? macNames : otherNames;
  const strokes = keys
    .split(/(?<=[^+]),(?=.)/)
    .map((stroke) => partsOf(stroke).map((part) => names[part] ?? arrows[part] ?? part));
  return strokes.length === 1 ? (strokes[0] ?? []) : [strokes.map((stroke) => stroke.join('+')).join(' ')];
}

/** "+" joins keys, and is a key itself where it stands alone. */
function partsOf(stroke: string): readonly string[] {
  return stroke === '+' ? ['+'] : stroke.split('+');
}
