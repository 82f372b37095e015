import type * as tfjs from '@tensorflow/tfjs';

/** A weight of a tfjs layers model as a graph knows it. */
export interface ModelWeight {
  /** Unique in the model: layer and weight, such as "Conv1/kernel". */
  readonly name: string;
  readonly variable: tfjs.Variable;
  readonly trainable: boolean;
}

/** All weights of a model in tfjs's order; `trainable` follows the layers' switches. */
export function modelWeights(model: tfjs.LayersModel): ModelWeight[] {
  const trainable = new Set(model.trainableWeights.map((weight) => weight.name));
  const taken = new Set<string>();
  return model.weights.map((weight) => ({
    name: uniqueName(weight.originalName, taken),
    variable: (weight as unknown as { readonly val: tfjs.Variable }).val,
    trainable: trainable.has(weight.name),
  }));
}

/** tfjs makes names unique in the process, which would differ between two builds of one model. */
function uniqueName(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let count = 1; taken.has(candidate); count += 1) {
    candidate = `${name}_${count}`;
  }
  taken.add(candidate);
  return candidate;
}
