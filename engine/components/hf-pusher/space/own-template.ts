import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { listFiles } from '../../../base/list-files.ts';
import type { UploadSource } from '../../../destinations/hub/local-file.ts';
import { PushError } from '../push-error.ts';

/** Values of the original's placeholders. Each is checked to hold letters, digits and `/:._-` only, so it can end no string. */
export interface Placeholders {
  readonly MODEL_REPO_ID: string;
  readonly MODEL_REPO_URL: string;
  readonly MODEL_VERSION: string;
}

/** What the original filled in: files of text by their names. */
const textName = /\.(?:py|md|txt|html|css|csv|js)$/i;

/**
 * The files of the user's own Space with the original's placeholders filled in.
 *
 * @throws PushError "bad-template"
 */
export async function ownTemplateFiles(params: {
  readonly notebookDirectory: string;
  readonly folder: string;
  readonly placeholders: Placeholders;
}): Promise<readonly UploadSource[]> {
  const folder = resolve(params.notebookDirectory, params.folder);
  if (!existsSync(folder)) {
    throw new PushError('bad-template', `There is no Space template in "${params.folder}"`, {
      hint: 'Give a folder relative to the notebook, with an app.py or index.html in it',
      location: { parameter: 'space_app_path' },
    });
  }
  const files = await listFiles(folder);
  return await Promise.all(
    files.map(async ({ path, absolutePath }): Promise<UploadSource> => {
      if (!textName.test(path)) {
        return { path, content: { file: absolutePath } };
      }
      const text = fillPlaceholders(await readFile(absolutePath, 'utf8'), params.placeholders);
      return { path, content: { text } };
    }),
  );
}

/** Puts the values in. @throws PushError "bad-template" for a value that could be more than a word in code */
export function fillPlaceholders(text: string, placeholders: Placeholders): string {
  return Object.entries(placeholders).reduce((current, [name, value]) => {
    if (!/^[\w/:.-]*$/.test(value)) {
      throw new PushError('bad-template', `Cannot fill in ${name}: its value is more than a plain name`);
    }
    return current.replaceAll(`$${name}`, value);
  }, text);
}
