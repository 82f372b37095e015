import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where things lie below a pipeline root: artifacts in TFX's layout, everything else in `.millrace`. */
export class RootLayout {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  get database(): string {
    return join(this.root, 'metadata.db');
  }

  /** Outputs under way, by execution (rule R1). */
  get staging(): string {
    return join(this.root, '.millrace', 'staging');
  }

  /** What can be made again: record indices, thumbnails. */
  get cache(): string {
    return join(this.root, '.millrace', 'cache');
  }

  get lock(): string {
    return join(this.root, '.millrace', 'lock.db');
  }

  /** Undo and redo of a notebook by its file name, so that they outlive the process (rule X5). */
  editHistory(notebook: string): string {
    return join(this.edits, `${notebook}.json`);
  }

  get edits(): string {
    return join(this.root, '.millrace', 'edits');
  }

  stagedOutputs(executionId: number): string {
    return join(this.staging, String(executionId));
  }

  /** The event log of an execution and whatever else is about one attempt. */
  execution(executionId: number): string {
    return join(this.root, '.millrace', 'executions', String(executionId));
  }

  events(executionId: number): string {
    return join(this.execution(executionId), 'events.jsonl');
  }

  /** Checkpoints, kept across attempts with the same key (rule C3). */
  state(cell: string, key: string): string {
    return join(this.root, '.millrace', 'state', cell, key);
  }

  statesOf(cell: string): string {
    return join(this.root, '.millrace', 'state', cell);
  }

  /** TFX's place for an artifact. */
  artifact(at: { readonly cell: string; readonly output: string; readonly executionId: number }): string {
    return join(this.root, at.cell, at.output, String(at.executionId));
  }

  createFolders(): void {
    for (const folder of [this.root, this.staging, this.cache, this.edits]) {
      mkdirSync(folder, { recursive: true });
    }
  }
}
