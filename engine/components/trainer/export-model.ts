import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';
import { saveKerasWeights } from '../../models/save-keras-weights.ts';
import type { ExecutionReporter } from '../../pipeline/component.ts';
import { MODEL_STRUCTURE_FILE, modelStructure } from '../../tensorflow/model-structure.ts';
import { exportSavedModel } from '../../tensorflow/saved-model/export-saved-model.ts';
import type { TrainingSession } from '../../tensorflow/training/training-session.ts';
import { buildServingGraph } from './serving-graph.ts';
import type { TransformSource } from './transform-source.ts';

export interface ExportOptions {
  readonly session: TrainingSession;
  readonly model: tfjs.LayersModel;
  readonly transform: TransformSource;
  /** The Model artifact's folder. */
  readonly directory: string;
  readonly report: ExecutionReporter;
}

/**
 * Writes a trained model: `Format-Serving/` is the SavedModel as TFX lays it out; `Format-TFJS/` the layers model for
 * browsers and `Format-Keras/` the weights for Keras, both without the preprocessing.
 */
export async function exportModel(options: ExportOptions): Promise<void> {
  const { session, model, transform, directory, report } = options;
  const [serving, browser, keras] = ['Format-Serving', 'Format-TFJS', 'Format-Keras'].map((name) =>
    path.join(directory, name),
  ) as [string, string, string];
  await mkdir(serving, { recursive: true });
  await session.saveWeights(path.join(serving, 'variables', 'variables'));
  const { savedModel, variables } = buildServingGraph(model, transform);
  const unnamed = await exportSavedModel(serving, savedModel, variables);
  if (unnamed.length > 0) {
    report.log(
      'warning',
      `Python will load the model without its objects (trainable_variables, TFSMLayer), since it holds the operations ${unnamed.join(', ')}`,
    );
  }
  await writeFile(path.join(directory, MODEL_STRUCTURE_FILE), JSON.stringify(modelStructure(model)));
  session.updateModel();
  // tfjs takes what follows "file://" as a path, without decoding it.
  await model.save(`file://${browser}`);
  await mkdir(keras, { recursive: true });
  await saveKerasWeights(model, path.join(keras, 'weights.h5'));
}
