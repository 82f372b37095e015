import type * as tfjs from '@tensorflow/tfjs';
import h5wasm, { Dataset, type File } from 'h5wasm/node';
import { ReportedError } from '../base/reported-error.ts';
import { tensorflow } from '../tensorflow/runtime.ts';
import { type ModelWeight, modelWeights } from '../tensorflow/training/model-weights.ts';

/** A weights file that cannot be read. */
export class WeightsError extends ReportedError<'weights-unreadable'> {}

/** tfjs keeps Keras's older name of a depthwise layer's weight. */
const ALIASES: Readonly<Record<string, string>> = { depthwise_kernel: 'kernel' };

/**
 * Sets the weights that a Keras HDF5 file has for layers of the same names, where the shapes agree; others keep
 * theirs. Reads files of whole models and of weights alone, as Keras 2 and 3 write them.
 *
 * @returns how many weights were set
 * @throws WeightsError "weights-unreadable"
 */
export async function loadKerasWeights(model: tfjs.LayersModel, file: string): Promise<number> {
  await h5wasm.ready;
  const stored = openFile(file);
  try {
    const datasets = datasetsByLayer(stored);
    const matches = modelWeights(model).flatMap((weight) => {
      const dataset = datasets.get(layerKey(weight.name));
      return dataset !== undefined && fits(weight, dataset) ? [{ weight, dataset }] : [];
    });
    for (const { weight, dataset } of matches) {
      assign(weight, dataset);
    }
    return matches.length;
  } finally {
    stored.close();
  }
}

function openFile(file: string): File {
  try {
    return new h5wasm.File(file, 'r');
  } catch (cause) {
    throw new WeightsError('weights-unreadable', `Cannot read weights from "${file}"`, {
      hint: 'It must be an HDF5 file as Keras writes it',
      details: String(cause),
      cause,
    });
  }
}

/** Files nest models differently, but the last two parts of a path are always layer and weight. */
function datasetsByLayer(file: File): Map<string, Dataset> {
  const root = file.keys().includes('model_weights') ? 'model_weights/' : '';
  const paths = file.paths().filter((path) => path.startsWith(root) && !path.startsWith('optimizer_weights'));
  return new Map(
    paths.flatMap((path) => {
      const entity = file.get(path);
      return entity instanceof Dataset ? [[layerKey(path), entity] as const] : [];
    }),
  );
}

function layerKey(path: string): string {
  const [layer = '', weight = ''] = path.split('/').slice(-2);
  const name = weight.replace(/:\d+$/, '');
  return `${layer}/${ALIASES[name] ?? name}`;
}

function fits({ variable }: ModelWeight, { shape }: Dataset): boolean {
  return (
    shape?.length === variable.shape.length && shape.every((size, axis) => size === variable.shape[axis])
  );
}

function assign({ variable }: ModelWeight, dataset: Dataset): void {
  const { tf } = tensorflow();
  tf.tidy(() => variable.assign(tf.tensor(dataset.value as Float32Array, variable.shape)));
}
