import { useEffect } from 'react';
import { useAppStore } from '../state/app-store.ts';
import { noteToCome, useView } from '../state/view-store.ts';
import { allCommands } from './all-commands.ts';
import type { Command } from './command.ts';
import { execute, isEnabled } from './execute.ts';
import { isPlain, strokeOf } from './key-strokes.ts';

const sequenceMs = 700;
const isMac = /Mac/.test(navigator.platform);

const byKeys = new Map<string, Command[]>();
for (const command of allCommands) {
  for (const keys of command.keys ?? []) {
    byKeys.set(keys, [...(byKeys.get(keys) ?? []), command]);
  }
}

/** Lets every shortcut work anywhere in the window. */
export function useKeyboard(): void {
  useEffect(() => {
    let previous = { stroke: '', atMs: 0 };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) {
        return;
      }
      const stroke = strokeOf(event, isMac);
      const isSequence = event.timeStamp - previous.atMs < sequenceMs && !event.repeat;
      const command =
        (isSequence && find(`${previous.stroke},${stroke}`, event)) || find(stroke, event) || undefined;
      previous = { stroke: command ? '' : stroke, atMs: event.timeStamp };
      if (command) {
        event.preventDefault();
        execute(command);
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function find(keys: string, event: KeyboardEvent): Command | undefined {
  const isTyping = isTextEntry(event.target);
  const isBusyKey = isPlain(keys) && (isTyping || isWritingNote() || ownsKeys(event.target, keys));
  return byKeys
    .get(keys)
    ?.find(
      (command) =>
        isEnabled(command) &&
        (!isTyping || command.whileTyping === true) &&
        (!isBusyKey || (command.whileTyping === true && isTyping)) &&
        (useView.getState().dialog === null || command.id === 'view.palette'),
    );
}

/** A note counts as being written from when it is asked for; its editor may take a moment to come. */
function isWritingNote(): boolean {
  const { editing } = useView.getState();
  const cells = useAppStore.getState().notebook?.cells ?? [];
  return editing === noteToCome || cells.some(({ id, kind }) => id === editing && kind === 'note');
}

function isTextEntry(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('textarea, input:not([type=checkbox], [type=radio], [type=range])'))
  );
}

/** Keys that the focused control needs itself: Enter on a button, arrows in a list, all of them in an image grid. */
function ownsKeys(target: EventTarget | null, keys: string): boolean {
  if (!(target instanceof HTMLElement)) {
    return false;
  }
  if (target.closest('[data-keys="own"], [role="menu"], [role="listbox"], [role="dialog"]')) {
    return true;
  }
  const isActivation = keys === 'Enter' || keys === 'Space';
  const isArrow = keys.startsWith('Arrow');
  return (
    (isActivation && target.closest('button, a, summary, input, [role="tab"], [role="treeitem"]') !== null) ||
    (isArrow && target.closest('[role="tablist"], [role="slider"], input, [role="separator"]') !== null)
  );
}
