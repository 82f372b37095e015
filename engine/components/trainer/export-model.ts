import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';
import { writeSavedModel } from '../../tensorflow/saved-model/write-saved-model.ts';
import type { TrainingSession } from '../../tensorflow/training/training-session.ts';
import { buildServingGraph } from './serving-graph.ts';
import type { TransformSource } from './transform-source.ts';

export interface ExportOptions {
  readonly session: TrainingSession;
  readonly model: tfjs.LayersModel;
  readonly transform: TransformSource;
  /** The Model artifact's folder. */
  readonly directory: string;
}

/** Writes a trained model in TFX's layout: `Format-Serving/` holds the SavedModel. */
export async function exportModel({ session, model, transform, directory }: ExportOptions): Promise<void> {
  const serving = path.join(directory, 'Format-Serving');
  await mkdir(serving, { recursive: true });
  await session.saveWeights(path.join(serving, 'variables', 'variables'));
  await writeSavedModel(serving, buildServingGraph(model, transform));
}
