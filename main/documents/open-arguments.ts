import path from 'node:path';

const extension = '.pipeline.yaml';

/**
 * Finds the notebook that a command line, a second start or the system's "open with" names. All of these come from
 * outside, so anything but one plain path to a notebook is ignored: switches, links, other files.
 */
export function notebookArgument(parameters: readonly string[], folder: string): string | null {
  const found = parameters.filter((parameter) => !parameter.startsWith('-')).find(isNotebookPath);
  return found === undefined ? null : path.resolve(folder, found);
}

/** Whether text is a path to a notebook as far as its form goes. */
export function isNotebookPath(text: string): boolean {
  return (
    text.endsWith(extension) &&
    text.length < 4096 &&
    !text.includes('\0') &&
    // One letter before the colon is a drive of Windows, more are the scheme of a link.
    !/^[a-z][a-z0-9+.-]+:/i.test(text) &&
    // A share would send the user's credentials to whoever named it.
    !/^(\\\\|\/\/)/.test(text)
  );
}
