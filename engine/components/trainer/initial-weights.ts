import path from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';
import { loadKerasWeights } from '../../models/keras-weights.ts';
import type { ExecutionReporter } from '../../pipeline/component.ts';
import { encoderFile } from '../../runtime/encoder-file.ts';
import { TensorFlowError } from '../../tensorflow/tensorflow-error.ts';
import type { TrainingSession } from '../../tensorflow/training/training-session.ts';
import { TrainerError } from './trainer-error.ts';
import type { TrainingParameters } from './training-parameters.ts';

/** The stem of Keras's MobileNetV2; a model without it has no such encoder. */
const ENCODER_LAYER = 'Conv1';

/** Takes the weights of a Model artifact over. @throws TrainerError "weights-do-not-fit" */
export function loadBaseWeights(session: TrainingSession, baseModel: string): void {
  try {
    session.restoreWeights(path.join(baseModel, 'Format-Serving', 'variables', 'variables'));
  } catch (cause) {
    throw new TrainerError('weights-do-not-fit', 'The weights of the base model do not fit this model', {
      hint: 'Both need the same layers with the same names and shapes',
      details: cause instanceof TensorFlowError ? (cause.details ?? cause.message) : String(cause),
      cause,
    });
  }
}

/** Starts a MobileNetV2 encoder from pretrained weights, where they are wanted, there and fit; says what it did. */
export async function loadPretrainedEncoder(
  model: tfjs.LayersModel,
  { encoder_weights: wanted }: Pick<TrainingParameters, 'encoder_weights'>,
  report: ExecutionReporter,
): Promise<void> {
  const hasEncoder = model.layers.some(({ name }) => name === ENCODER_LAYER);
  if (wanted === 'none' || !hasEncoder) {
    return;
  }
  const file = encoderFile();
  if (file === null) {
    report.log('warning', 'No pretrained encoder is installed, so the encoder starts from random weights');
    return;
  }
  const count = await loadKerasWeights(model, file);
  report.log('info', `The encoder starts from ${count} pretrained weights of MobileNetV2`);
}
