import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where TFX keeps the serving model inside a Model artifact, and where it did before version 0.29. */
const servingFolders = ['Format-Serving', 'serving_model_dir'] as const;

/** The folder of a Model artifact that holds the SavedModel; the artifact itself where it is nothing else. */
export function servingDirectory(model: { readonly path: string }): string {
  const folders = servingFolders.map((name) => path.join(model.path, name));
  return folders.find((folder) => existsSync(folder)) ?? model.path;
}
