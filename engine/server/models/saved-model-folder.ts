import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where a Model artifact keeps its SavedModel: `Format-Serving/`, or the folder itself for models from elsewhere. */
export function savedModelFolder(artifactPath: string): string {
  const serving = path.join(artifactPath, 'Format-Serving');
  return existsSync(serving) ? serving : artifactPath;
}
