import type * as tfjs from '@tensorflow/tfjs';
import { loadKerasWeights } from '../../models/keras-weights.ts';
import type { ExecutionReporter } from '../../pipeline/component.ts';
import { encoderFile } from '../../runtime/encoder-file.ts';
import type { TrainingParameters } from './training-parameters.ts';

/** The stem of Keras's MobileNetV2; a model without it has no such encoder. */
const ENCODER_LAYER = 'Conv1';

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
