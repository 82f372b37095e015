import { ReportedError } from '../base/reported-error.ts';

export type NotebookErrorCode =
  | 'yaml-syntax'
  | 'notebook-format'
  | 'notebook-version'
  | 'no-such-cell'
  | 'duplicate-cell'
  | 'cell-id'
  | 'no-such-component'
  | 'no-such-parameter'
  | 'invalid-cell'
  | 'nothing-to-undo'
  | 'nothing-to-redo'
  | 'unreadable';

/** A problem in a notebook file or with an edit of it. */
export class NotebookError extends ReportedError<NotebookErrorCode> {}
