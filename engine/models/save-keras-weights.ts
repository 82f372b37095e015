import type * as tfjs from '@tensorflow/tfjs';
import h5wasm, { type Group } from 'h5wasm/node';
import { modelWeights } from '../tensorflow/training/model-weights.ts';

/**
 * Writes a model's weights in Keras's HDF5 layout: one group a layer, with the attributes by which
 * `model.load_weights(file, by_name=True)` of tf_keras finds them. Equal weights give equal bytes.
 */
export async function saveKerasWeights(model: tfjs.LayersModel, file: string): Promise<void> {
  await h5wasm.ready;
  atTheEpoch(() => writeFile(model, file));
}

function writeFile(model: tfjs.LayersModel, file: string): void {
  const output = new h5wasm.File(file, 'w');
  try {
    const layers = weightsByLayer(model);
    output.create_attribute('layer_names', [...layers.keys()]);
    output.create_attribute('backend', 'tensorflow');
    output.create_attribute('keras_version', '2.15.0');
    for (const [layer, weights] of layers) {
      const group = output.create_group(layer);
      group.create_attribute(
        'weight_names',
        weights.map(({ name }) => `${name}:0`),
      );
      for (const { name, variable } of weights) {
        writeWeight(group, name, variable);
      }
    }
  } finally {
    output.close();
  }
}

/** HDF5 stamps each dataset with the clock's time; equal weights must give equal files. */
function atTheEpoch(work: () => void): void {
  const { now } = Date;
  Date.now = () => 0;
  try {
    work();
  } finally {
    Date.now = now;
  }
}

/** A weight's name is its path below the layer's group; layers inside of layers make it longer. */
function writeWeight(layer: Group, name: string, variable: tfjs.Variable): void {
  const folders = name.split('/');
  const leaf = folders.pop();
  const group = folders.reduce(
    (parent, folder) =>
      parent.keys().includes(folder) ? (parent.get(folder) as Group) : parent.create_group(folder),
    layer,
  );
  group.create_dataset({
    name: `${leaf}:0`,
    data: variable.dataSync() as Float32Array,
    shape: variable.shape,
    dtype: '<f4',
  });
}

/** Weights under their layer, each layer's in the order in which it made them. */
function weightsByLayer(model: tfjs.LayersModel): Map<string, ReturnType<typeof modelWeights>> {
  const layers = new Map<string, ReturnType<typeof modelWeights>>();
  const byVariable = new Map(modelWeights(model).map((weight) => [weight.variable.id, weight]));
  for (const layer of model.layers) {
    const weights = layer.weights.flatMap((weight) => {
      const variable = (weight as unknown as { readonly val: tfjs.Variable }).val;
      return byVariable.get(variable.id) ?? [];
    });
    layers.set(layer.name, weights);
  }
  return layers;
}
