/** The part of a keyboard event that shortcuts look at. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * A key press in the notation of shortcuts: "Mod+Shift+R", "J", "?". Letters and digits go by the key's place where a
 * modifier changes what it types; Shift is named only where it is not already in the character.
 */
export function strokeOf(press: KeyPress, isMac: boolean): string {
  const key = keyName(press);
  const isCharacter = key.length === 1 && !/[A-Z0-9]/.test(key);
  const parts = [
    (isMac ? press.metaKey : press.ctrlKey) && 'Mod',
    isMac && press.ctrlKey && 'Ctrl',
    press.altKey && 'Alt',
    press.shiftKey && !isCharacter && 'Shift',
    key,
  ];
  return parts.filter(Boolean).join('+');
}

function keyName({ key, code, ctrlKey, metaKey, altKey }: KeyPress): string {
  if (key === ' ') {
    return 'Space';
  }
  const hasModifier = ctrlKey || metaKey || altKey;
  const place = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
  if (hasModifier && place !== undefined) {
    return place;
  }
  return key.length === 1 ? key.toUpperCase() : key;
}

/** A stroke without modifiers: one that would type something in a field. */
export function isPlain(stroke: string): boolean {
  return !/^(?:Mod|Ctrl|Alt)\+/.test(stroke) && stroke !== 'Escape' && !/^F\d+$/.test(stroke);
}
