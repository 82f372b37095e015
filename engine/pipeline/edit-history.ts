import { NotebookError } from './notebook-error.ts';

export interface HistoryEntry {
  /** What was done, for "Undo delete Trainer". */
  readonly label: string;
  /** The text before it was done (in `undo`) or after it (in `redo`). */
  readonly text: string;
}

/** What a notebook's edits were, so that they can be undone even after a restart. Never mutated. */
export interface EditHistory {
  readonly undo: readonly HistoryEntry[];
  readonly redo: readonly HistoryEntry[];
}

export interface HistoryStep {
  readonly history: EditHistory;
  readonly text: string;
}

/** Older edits than these are forgotten; texts are small. */
const limit = 200;

export const emptyHistory: EditHistory = { undo: [], redo: [] };

/** Remembers the text before an edit; what had been undone can no longer be redone. */
export function recordEdit(history: EditHistory, label: string, textBefore: string): EditHistory {
  return { undo: [...history.undo, { label, text: textBefore }].slice(-limit), redo: [] };
}

/** @throws NotebookError "nothing-to-undo" */
export function undoEdit(history: EditHistory, text: string): HistoryStep {
  const entry = history.undo.at(-1);
  if (!entry) {
    throw new NotebookError('nothing-to-undo', 'There is nothing to undo');
  }
  const redo = [...history.redo, { label: entry.label, text }];
  return { history: { undo: history.undo.slice(0, -1), redo }, text: entry.text };
}

/** @throws NotebookError "nothing-to-redo" */
export function redoEdit(history: EditHistory, text: string): HistoryStep {
  const entry = history.redo.at(-1);
  if (!entry) {
    throw new NotebookError('nothing-to-redo', 'There is nothing to redo');
  }
  const undo = [...history.undo, { label: entry.label, text }];
  return { history: { undo, redo: history.redo.slice(0, -1) }, text: entry.text };
}
