import { type KeyboardEvent, useEffect } from 'react';
import { changeMaskLook, lookAfterKey, type NamedClass, useMaskLook } from './mask-look.ts';

/** Handlers for the element that holds pictures: Space held hides masks, 1-9 classes, O outline, +/- opacity. */
export function useMaskKeys(classes: readonly NamedClass[]) {
  useEffect(() => () => changeMaskLook({ peeking: false }), []);
  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.defaultPrevented || hasModifier(event) || isTyping(event)) {
        return;
      }
      const changes =
        event.key === ' ' ? { peeking: true } : lookAfterKey(useMaskLook.getState(), event.key, classes);
      if (changes !== null) {
        event.preventDefault();
        changeMaskLook(changes);
      }
    },
    onKeyUp: (event: KeyboardEvent) => {
      if (event.key === ' ') {
        changeMaskLook({ peeking: false });
      }
    },
    // A key let go outside the window is never heard of.
    onBlur: () => changeMaskLook({ peeking: false }),
  };
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

/** Keys that mean something to the focused control are its own: text everywhere, Space on buttons. */
function isTyping({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) {
    return false;
  }
  return (
    target.matches('input[type=text], input:not([type]), textarea, [contenteditable]') ||
    (key === ' ' && target.matches('button, input, select, [role=slider], [role=tab], summary, a'))
  );
}
