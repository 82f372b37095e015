import { readFile } from 'node:fs/promises';
import { NotebookError } from './notebook-error.ts';
import { type ParsedNotebook, parseNotebook } from './parse-notebook.ts';

export interface LoadedNotebook extends ParsedNotebook {
  readonly text: string;
}

/** Reads and parses a notebook file. @throws NotebookError */
export async function loadNotebook(path: string): Promise<LoadedNotebook> {
  const text = await readNotebookText(path);
  return { ...parseNotebook(text, path), text };
}

/** @throws NotebookError "unreadable" when there is no such file */
export async function readNotebookText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new NotebookError('unreadable', `Cannot read the notebook "${path}"`, {
      hint: 'Check the path; a notebook is a file that ends in .pipeline.yaml',
      location: { file: path },
      cause: error,
    });
  }
}
