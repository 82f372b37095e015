import { create } from 'zustand';
import type { MaskStyle } from './mask-paint.ts';

/** How masks are drawn over pictures, the same everywhere in the window. */
export interface MaskLookState {
  readonly opacity: number;
  readonly style: MaskStyle;
  /** Codes of classes that are switched off; null until one was switched. */
  readonly hidden: readonly number[] | null;
  /** True while Space is held: the picture without its mask. */
  readonly peeking: boolean;
}

const initial: MaskLookState = { opacity: 0.55, style: 'fill', hidden: null, peeking: false };

export const useMaskLook = create<MaskLookState>(() => initial);

export function changeMaskLook(changes: Partial<MaskLookState>): void {
  useMaskLook.setState(changes);
}

/** A class as far as its visibility goes. */
export interface NamedClass {
  readonly code: number;
  readonly name: string;
}

/** The codes not drawn: as chosen, and at first the background, which would only veil the picture. */
export function hiddenCodes(
  hidden: MaskLookState['hidden'],
  classes: readonly NamedClass[],
): readonly number[] {
  return hidden ?? classes.filter(({ name }) => name.toLowerCase() === 'background').map(({ code }) => code);
}

/** The look after a class was switched on or off. */
export function withClassToggled(hidden: readonly number[], code: number): readonly number[] {
  return hidden.includes(code) ? hidden.filter((other) => other !== code) : [...hidden, code];
}

/** What a key of the image viewers changes; null for any other key. */
export function lookAfterKey(
  look: MaskLookState,
  key: string,
  classes: readonly NamedClass[],
): Partial<MaskLookState> | null {
  if (key === 'o' || key === 'O') {
    return { style: look.style === 'fill' ? 'outline' : 'fill' };
  }
  if (key === '+' || key === '=') {
    return { opacity: stepOpacity(look.opacity, 0.1) };
  }
  if (key === '-') {
    return { opacity: stepOpacity(look.opacity, -0.1) };
  }
  const code = /^[1-9]$/.test(key) ? classes[Number(key) - 1]?.code : undefined;
  return code === undefined ? null : { hidden: withClassToggled(hiddenCodes(look.hidden, classes), code) };
}

function stepOpacity(opacity: number, step: number): number {
  return Math.min(1, Math.max(0.1, Math.round((opacity + step) * 10) / 10));
}
