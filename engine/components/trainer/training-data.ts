import type * as tfjs from '@tensorflow/tfjs';
import { didYouMean } from '../../base/did-you-mean.ts';
import type { InputSpec } from '../../tensorflow/tracing/trace.ts';
import { modelInputs } from '../../tensorflow/training/training-graph.ts';
import type { BatchFeature } from './input/batch-feature.ts';
import { TrainerError } from './trainer-error.ts';
import type { TransformedFeatureSpec } from './transform-source.ts';

/** The features that a model is trained on: its inputs and the label. */
export interface TrainingData {
  readonly inputs: readonly BatchFeature[];
  readonly label: BatchFeature;
}

/**
 * Matches a model with the transformed features: its input layers by name, its output with the label by shape.
 *
 * @throws TrainerError "wrong-model" saying what does not fit
 */
export function matchModel(
  model: tfjs.LayersModel,
  features: readonly TransformedFeatureSpec[],
  labelKey: string,
): TrainingData {
  if (model.outputs.length !== 1) {
    throw new TrainerError('wrong-model', `The model has ${model.outputs.length} outputs`, {
      hint: 'It must have a single one; tf.layers.concatenate joins several',
    });
  }
  const names = features.map(({ name }) => name);
  const inputs = modelInputs(model).map((input) => matchInput(input, features));
  const label = features.find(({ name }) => name === labelKey);
  if (label === undefined) {
    throw new TrainerError('wrong-model', `There is no transformed feature "${labelKey}" to learn`, {
      hint: didYouMean(labelKey, names),
      location: { parameter: 'label_key' },
    });
  }
  requireFit(model, numeric(label));
  return { inputs, label: numeric(label) };
}

/** The label as an input of the training graph. */
export function labelSpec({ name, dtype, shape }: BatchFeature): InputSpec {
  return { name, dtype, shape: [-1, ...shape] };
}

function matchInput(input: InputSpec, features: readonly TransformedFeatureSpec[]): BatchFeature {
  const names = features.map(({ name }) => name);
  const feature = features.find(({ name }) => name === input.name);
  if (feature === undefined) {
    throw new TrainerError('wrong-model', `The model's input "${input.name}" is not a transformed feature`, {
      hint: `Name the model's input layers after features. ${didYouMean(input.name, names)}`,
    });
  }
  const expected = input.shape.slice(1);
  if (
    feature.shape.length !== expected.length ||
    expected.some((size, axis) => size !== -1 && size !== feature.shape[axis])
  ) {
    throw new TrainerError(
      'wrong-model',
      `The model's input "${input.name}" has shape [${expected.join(', ')}], the feature [${feature.shape.join(', ')}]`,
    );
  }
  return { ...numeric(feature), dtype: input.dtype === 'int32' ? 'int32' : 'float32' };
}

/** A label of shape [...] fits logits of shape [..., classes], and an output of its own shape. */
function requireFit(model: tfjs.LayersModel, label: BatchFeature): void {
  const output = (model.outputs[0] as tfjs.SymbolicTensor).shape.slice(1);
  const same = (shape: readonly (number | null)[]) =>
    shape.length === label.shape.length &&
    shape.every((size, axis) => size === null || size === label.shape[axis]);
  const isSingle = label.shape.length === 1 && label.shape[0] === 1;
  if (!same(output) && !same(output.slice(0, -1)) && !(isSingle && output.length === 1)) {
    throw new TrainerError(
      'wrong-model',
      `The model's output has shape [${output.join(', ')}], which does not fit label "${label.name}" of shape [${label.shape.join(', ')}]`,
      { hint: `For class codes, the output must have shape [${[...label.shape, 'classes'].join(', ')}]` },
    );
  }
}

function numeric({ name, dtype, shape }: TransformedFeatureSpec): BatchFeature {
  if (dtype === 'string') {
    throw new TrainerError('wrong-model', `Feature "${name}" holds strings, which a model cannot take`, {
      hint: 'Turn it into numbers in preprocessingFn, for example with computeAndApplyVocabulary',
    });
  }
  return { name, dtype, shape };
}
