import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { toErrorView } from '../base/error-view.ts';
import { writeFileAtomic } from '../base/write-file-atomic.ts';
import type { ErrorView } from '../contract/error.ts';
import type { NotebookCommand, NotebookView } from '../contract/notebook.ts';
import type { ComponentDefinition } from '../pipeline/component.ts';
import { type EditHistory, emptyHistory, recordEdit, redoEdit, undoEdit } from '../pipeline/edit-history.ts';
import { editNotebook } from '../pipeline/edit-notebook.ts';
import { readNotebookText } from '../pipeline/load-notebook.ts';
import type { Notebook } from '../pipeline/notebook.ts';
import { type ParsedNotebook, parseNotebook } from '../pipeline/parse-notebook.ts';
import type { SourceMap } from '../pipeline/source-map.ts';

const entrySchema = z.object({ label: z.string(), text: z.string() });
const journalSchema = z.object({
  text: z.string(),
  history: z.object({ undo: z.array(entrySchema), redo: z.array(entrySchema) }),
});

const outsideLabel = 'change made outside Millrace';

/**
 * The open notebook: its text, its edits, and the file they are saved to at once (rule X5).
 *
 * Before each save the file is compared with what was last read or written. When another program changed it, nothing
 * is overwritten: both texts are kept as a conflict until the user chooses.
 */
export class NotebookFile {
  readonly path: string;
  readonly #components: readonly ComponentDefinition[];
  readonly #journal: string;
  #parsed: ParsedNotebook;
  #text: string;
  /** What the file held when it was last read or written. */
  #diskText: string;
  #history: EditHistory = emptyHistory;
  #conflict: NotebookView['conflict'] = null;
  #error: ErrorView | null = null;
  #tail: Promise<unknown> = Promise.resolve();

  private constructor(options: {
    readonly path: string;
    readonly text: string;
    readonly components: readonly ComponentDefinition[];
    readonly journal: string;
  }) {
    this.path = options.path;
    this.#components = options.components;
    this.#journal = options.journal;
    this.#text = options.text;
    this.#diskText = options.text;
    this.#parsed = parseNotebook(options.text, options.path);
  }

  /** @throws NotebookError when the file cannot be read or is not a notebook */
  static async open(options: {
    readonly path: string;
    readonly components: readonly ComponentDefinition[];
    /** Where edits are kept for undo after a restart. */
    readonly journal: string;
    /** Leaves edits that were not saved before a crash to the engine that owns the root. */
    readonly readOnly: boolean;
  }): Promise<NotebookFile> {
    const file = new NotebookFile({ ...options, text: await readNotebookText(options.path) });
    if (!options.readOnly) {
      await file.#restoreHistory();
    }
    return file;
  }

  get notebook(): Notebook {
    return this.#parsed.notebook;
  }

  get source(): SourceMap {
    return this.#parsed.source;
  }

  get text(): string {
    return this.#text;
  }

  get history(): EditHistory {
    return this.#history;
  }

  get conflict(): NotebookView['conflict'] {
    return this.#conflict;
  }

  /** What is wrong with the file on disk, when another program left it unreadable. */
  get error(): ErrorView | null {
    return this.#error;
  }

  edit(command: NotebookCommand): Promise<void> {
    return this.#inTurn(async () => {
      const { text, label } = editNotebook(this.#text, command, this.#components);
      await this.#change(text, recordEdit(this.#history, label, this.#text));
    });
  }

  undo(): Promise<void> {
    return this.#inTurn(async () => {
      const step = undoEdit(this.#history, this.#text);
      await this.#change(step.text, step.history);
    });
  }

  redo(): Promise<void> {
    return this.#inTurn(async () => {
      const step = redoEdit(this.#history, this.#text);
      await this.#change(step.text, step.history);
    });
  }

  /** Takes over what another program wrote. Returns whether anything changed. */
  checkDisk(): Promise<boolean> {
    return this.#inTurn(async () => {
      const diskText = await readNotebookText(this.path);
      if (diskText === this.#diskText || this.#conflict) {
        return false;
      }
      this.#takeOver(diskText);
      await this.#writeJournal();
      return true;
    });
  }

  /** Ends a conflict. What is given up stays reachable by undo. */
  resolveConflict(keep: 'disk' | 'ours'): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#conflict) {
        return;
      }
      const { diskText } = this.#conflict;
      this.#conflict = null;
      if (keep === 'disk') {
        this.#takeOver(diskText);
        await this.#writeJournal();
        return;
      }
      this.#history = recordEdit(this.#history, outsideLabel, diskText);
      this.#diskText = diskText;
      await this.#save();
    });
  }

  async #change(text: string, history: EditHistory): Promise<void> {
    this.#parsed = parseNotebook(text, this.path);
    this.#text = text;
    this.#history = history;
    this.#error = null;
    await this.#save();
  }

  async #save(): Promise<void> {
    // The journal first: after a crash between the two, the edit is found there and saved at the next start.
    await this.#writeJournal();
    const diskText = await readFile(this.path, 'utf8').catch(() => this.#diskText);
    if (diskText !== this.#diskText && diskText !== this.#text) {
      this.#conflict = { diskText, ourText: this.#text };
      return;
    }
    await writeFileAtomic(this.path, this.#text);
    this.#diskText = this.#text;
  }

  #takeOver(diskText: string): void {
    this.#diskText = diskText;
    try {
      this.#parsed = parseNotebook(diskText, this.path);
      this.#history = recordEdit(this.#history, outsideLabel, this.#text);
      this.#text = diskText;
      this.#error = null;
    } catch (error) {
      // The last readable state stays open, and is not saved over the file.
      this.#error = toErrorView(error) as ErrorView;
      this.#conflict = { diskText, ourText: this.#text };
    }
  }

  async #restoreHistory(): Promise<void> {
    const journal = await this.#readJournal();
    if (!journal) {
      return;
    }
    this.#history = journal.history;
    if (journal.text === this.#text) {
      return;
    }
    if (journal.history.undo.at(-1)?.text === this.#text) {
      this.#parsed = parseNotebook(journal.text, this.path);
      this.#text = journal.text;
      await this.#save();
      return;
    }
    this.#history = recordEdit(journal.history, outsideLabel, journal.text);
  }

  async #readJournal(): Promise<z.output<typeof journalSchema> | undefined> {
    try {
      return journalSchema.safeParse(JSON.parse(await readFile(this.#journal, 'utf8'))).data;
    } catch {
      return undefined;
    }
  }

  #writeJournal(): Promise<void> {
    return writeFileAtomic(this.#journal, JSON.stringify({ text: this.#text, history: this.#history }));
  }

  /** Edits and disk checks one after another, in the order they were asked for. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#tail.then(work, work);
    this.#tail = result.catch(() => undefined);
    return result;
  }
}
