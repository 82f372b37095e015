import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ReportedError } from '../base/reported-error.ts';
import { resolveInside } from '../base/resolve-inside.ts';
import { writeFileAtomic } from '../base/write-file-atomic.ts';
import type { ExportedFile } from './exported-file.ts';

export class ExportError extends ReportedError<
  'file-exists' | 'cannot-read' | 'cannot-export' | 'not-trusted'
> {}

/** A file of an export against what lies in its place. */
export interface PlannedFile extends ExportedFile {
  /** "kept" is a starting point that is there already and stays as it is. */
  readonly state: 'new' | 'same' | 'differs' | 'kept';
  /** What lies there now. */
  readonly existing: string | null;
}

/** Compares the files of an export with a folder. @throws ExportError "cannot-read" */
export function planExport(folder: string, files: readonly ExportedFile[]): Promise<readonly PlannedFile[]> {
  return Promise.all(
    files.map(async (file) => {
      const existing = await readExisting(path.join(folder, file.path));
      return { ...file, existing, state: stateOf(file, existing) };
    }),
  );
}

function stateOf({ text, isStartingPoint }: ExportedFile, existing: string | null): PlannedFile['state'] {
  if (existing === null) return 'new';
  if (existing === text) return 'same';
  return isStartingPoint ? 'kept' : 'differs';
}

async function readExisting(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ExportError('cannot-read', `Cannot read "${file}", where a file is to be written`, {
      hint: 'Move it away, or export to another folder.',
      location: { file },
      cause,
    });
  }
}

/** What to do with a file that is there and differs; undefined where nobody has decided. */
export type Decide = (path: string) => 'replace' | 'keep' | undefined;

/**
 * Writes what is new of an export, and what is to be replaced.
 *
 * @returns the paths written
 * @throws ExportError "file-exists" before anything is written, when nobody has decided about a file that differs
 */
export async function writeExport(
  folder: string,
  files: readonly ExportedFile[],
  decide: Decide,
): Promise<readonly string[]> {
  const planned = await planExport(folder, files);
  const undecided = planned.find((file) => file.state === 'differs' && decide(file.path) === undefined);
  if (undecided !== undefined) throw fileExists(path.join(folder, undecided.path));
  const written = planned.filter(
    (file) => file.state === 'new' || (file.state === 'differs' && decide(file.path) === 'replace'),
  );
  await mkdir(folder, { recursive: true });
  for (const { path: name, text } of written) {
    const file = resolveInside(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFileAtomic(file, text);
  }
  return written.map((file) => file.path);
}

function fileExists(file: string): ExportError {
  return new ExportError('file-exists', `"${file}" is there already and says something else`, {
    hint: 'Nothing was written. Say that it is to be replaced (--replace on the command line), or export to another folder.',
    location: { file },
  });
}
