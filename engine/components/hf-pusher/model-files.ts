import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { listFiles } from '../../base/list-files.ts';
import type { UploadSource } from '../../destinations/hub/local-file.ts';
import { PushError } from './push-error.ts';

/** Where Trainer writes the SavedModel inside the model artifact (TFX `path_utils`). */
export const servingFolder = 'Format-Serving';
/** Where the layers model for browsers goes in a repository. */
export const browserFolder = 'tfjs';

/**
 * The SavedModel, at the root of the repository as `from_pretrained_keras` and `snapshot_download` users expect it.
 *
 * @throws PushError "no-saved-model"
 */
export async function savedModelFiles(modelPath: string): Promise<readonly UploadSource[]> {
  const folder = join(modelPath, servingFolder);
  if (!existsSync(join(folder, 'saved_model.pb'))) {
    throw new PushError('no-saved-model', `The model in "${modelPath}" has no SavedModel`, {
      hint: 'Run the Trainer again; it writes the SavedModel last',
    });
  }
  return await filesBelow(folder, { target: '', origin: `model/${servingFolder}` });
}

/** The layers model for browsers wherever the artifact keeps it; null where it has none. */
export async function findBrowserModel(modelPath: string): Promise<string | null> {
  for (const file of await listFiles(modelPath)) {
    if (file.path.endsWith('/model.json') && (await isLayersModel(file.absolutePath))) {
      return dirname(file.absolutePath);
    }
  }
  return null;
}

async function isLayersModel(file: string): Promise<boolean> {
  const start = JSON.parse(await readFile(file, 'utf8')) as { readonly format?: unknown };
  return start.format === 'layers-model';
}

/** Every file of a folder as uploads below `target`; `origin` says where it came from, for pulling it back. */
export async function filesBelow(
  folder: string,
  options: { readonly target: string; readonly origin?: string },
): Promise<readonly UploadSource[]> {
  const prefix = options.target === '' ? '' : `${options.target}/`;
  return (await listFiles(folder)).map((file) => ({
    path: `${prefix}${file.path}`,
    content: { file: file.absolutePath },
    ...(options.origin === undefined ? {} : { origin: `${options.origin}/${file.path}` }),
  }));
}
