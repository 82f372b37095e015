import type { Document } from 'yaml';
import { NotebookError } from './notebook-error.ts';
import { notebookVersion } from './notebook-format.ts';

/** Changes a document of version N to version N + 1, in place, keeping comments. */
export type Migration = (document: Document) => void;

/** By the version they start from. Version 1 is the first. */
const migrations: Readonly<Record<number, Migration>> = {};

/**
 * Brings a document to the newest version of the format.
 *
 * @throws NotebookError "notebook-version" for a file of a newer Millrace, or without a version
 */
export function migrateNotebook(
  document: Document,
  steps: Readonly<Record<number, Migration>> = migrations,
  newest: number = notebookVersion,
): void {
  for (let version = readVersion(document, newest); version < newest; version++) {
    const step = steps[version];
    if (!step) {
      throw new NotebookError('notebook-version', `Cannot read a notebook of version ${version}`, {
        hint: `This Millrace reads version ${newest}`,
      });
    }
    step(document);
    document.set('millrace', version + 1);
  }
}

function readVersion(document: Document, newest: number): number {
  const version = document.get('millrace');
  if (typeof version !== 'number' || !Number.isInteger(version)) {
    throw new NotebookError('notebook-version', 'This is not a notebook: it does not say "millrace: 1"', {
      hint: 'Begin the file with the line "millrace: 1"',
    });
  }
  if (version > newest) {
    throw new NotebookError(
      'notebook-version',
      `This notebook has version ${version}, but this Millrace reads up to version ${newest}`,
      { hint: 'Open it with a newer Millrace' },
    );
  }
  return version;
}
