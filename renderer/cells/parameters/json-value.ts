import type { NotebookCommand } from '../../../engine/contract/notebook.ts';

/** What a parameter may be set to; null puts it back to its default. */
export type JsonValue = Extract<NotebookCommand, { type: 'set-parameter' }>['value'];
