import { copyFileSync, existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { RootLayout } from './root-layout.ts';

/**
 * Gives a pipeline root that TFX's local runner filled a metadata store of its own: TFX keeps it at
 * `tfx_metadata/<pipeline>/metadata.db` beside `tfx_pipeline_output/<pipeline>`. The original is copied, never
 * changed.
 */
export function adoptTfxDatabase(layout: RootLayout): void {
  const pipeline = basename(layout.root);
  const original = join(dirname(dirname(layout.root)), 'tfx_metadata', pipeline, 'metadata.db');
  if (!existsSync(layout.database) && existsSync(original)) {
    copyFileSync(original, layout.database);
  }
}
