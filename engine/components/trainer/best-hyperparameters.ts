import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { InputArtifact } from '../../pipeline/component.ts';

const fileSchema = z.object({ values: z.record(z.string(), z.json()) });
export type Hyperparameters = z.infer<typeof fileSchema>['values'];

/** The values of a HyperParameters artifact (`best_hyperparameters.txt`, a KerasTuner config); none without one. */
export async function bestHyperparameters(artifact: InputArtifact | undefined): Promise<Hyperparameters> {
  if (artifact === undefined) {
    return {};
  }
  const text = await readFile(path.join(artifact.path, 'best_hyperparameters.txt'), 'utf8');
  return fileSchema.parse(JSON.parse(text)).values;
}
