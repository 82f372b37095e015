import { EvaluationError } from '../../formats/evaluation/evaluation-error.ts';
import { type FeatureValue, numbersOf } from '../../formats/example/feature-value.ts';
import type { ModelSpec } from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import type { HostTensor } from '../../tensorflow/host-tensor.ts';
import { SavedModelSession } from '../../tensorflow/saved-model/session.ts';
import type { Signature } from '../../tensorflow/saved-model/signature.ts';
import { readFeatures } from './slicing.ts';

/** Values of a batch: one vector an example, all of one shape. */
export interface BatchValues {
  /** Sizes of one example's values. */
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

export interface ModelOutputs {
  readonly predictions: BatchValues;
  readonly labels: BatchValues;
  /** One weight an example; null without `example_weight_key`. */
  readonly weights: ArrayLike<number> | null;
}

/** A SavedModel as a ModelSpec says it is evaluated: one signature predicts, others give labels and weights. */
export class ModelUnderTest implements Disposable {
  readonly spec: ModelSpec;
  readonly #session: SavedModelSession;
  readonly #predict: Signature;
  readonly #predictionKey: string;
  /** Signature by the name of the output it gives, for labels and weights. */
  readonly #preprocess: ReadonlyMap<string, Signature>;

  private constructor(spec: ModelSpec, session: SavedModelSession) {
    this.spec = spec;
    this.#session = session;
    this.#predict = session.signature(spec.signatureName || 'serving_default');
    this.#predictionKey = predictionKey(this.#predict, spec);
    this.#preprocess = preprocessors(session, spec);
  }

  /** @throws TensorFlowError or EvaluationError "bad-model" naming what the model lacks */
  static async open(spec: ModelSpec, directory: string): Promise<ModelUnderTest> {
    const session = await SavedModelSession.open(directory);
    try {
      return new ModelUnderTest(spec, session);
    } catch (error) {
      session[Symbol.dispose]();
      throw named(error, spec);
    }
  }

  /** Predictions, labels and weights of some serialized tf.Examples. */
  run(records: readonly Uint8Array[]): ModelOutputs {
    const predictions = this.#run(this.#predict, this.#predictionKey, records);
    const weightKey = this.spec.exampleWeightKey;
    return {
      predictions,
      labels: this.#lookUp(this.spec.labelKey, records),
      weights: weightKey === '' ? null : this.#lookUp(weightKey, records).values,
    };
  }

  [Symbol.dispose](): void {
    this.#session[Symbol.dispose]();
  }

  /** Labels and weights come from the preprocessing signatures, else from the Examples themselves, as in TFMA. */
  #lookUp(key: string, records: readonly Uint8Array[]): BatchValues {
    const signature = this.#preprocess.get(key);
    return signature === undefined ? fromExamples(key, records) : this.#run(signature, key, records);
  }

  #run(signature: Signature, output: string, records: readonly Uint8Array[]): BatchValues {
    const input: HostTensor = { dtype: 'string', shape: [records.length], data: [...records] };
    const name = signature.inputs[0]?.name ?? 'examples';
    const result = this.#session.run(signature.name, { [name]: input }, [output])[output];
    return toBatch(result, records.length, output);
  }
}

function predictionKey(signature: Signature, spec: ModelSpec): string {
  const names = signature.outputs.map((output) => output.name);
  const key = spec.predictionKey || (names.length === 1 ? names[0] : undefined);
  if (key === undefined || !names.includes(key)) {
    const what =
      key === undefined ? 'has several outputs and "prediction_key" names none' : `has no output "${key}"`;
    throw new EvaluationError('bad-model', `Signature "${signature.name}" ${what}`, {
      hint: `Its outputs are ${names.join(', ')}`,
      location: { parameter: 'eval_config' },
    });
  }
  if (signature.inputs.length !== 1 || signature.inputs[0]?.dtype !== 'string') {
    throw new EvaluationError(
      'bad-model',
      `Signature "${signature.name}" does not take serialized Examples`,
      {
        hint: 'Name one with a single string input in "signature_name", such as from_examples',
        location: { parameter: 'eval_config' },
      },
    );
  }
  return key;
}

function preprocessors(session: SavedModelSession, spec: ModelSpec): ReadonlyMap<string, Signature> {
  const signatures = spec.preprocessingFunctionNames.map((name) => session.signature(name));
  return new Map(
    signatures.flatMap((signature) => signature.outputs.map(({ name }) => [name, signature] as const)),
  );
}

function named(error: unknown, spec: ModelSpec): unknown {
  if (spec.isBaseline && error instanceof Error) {
    return new EvaluationError('bad-model', `The baseline model cannot be compared: ${error.message}`, {
      hint: 'It was made with other signatures. Evaluate without baseline_model once, so that a new baseline is blessed',
      cause: error,
    });
  }
  return error;
}

function toBatch(tensor: HostTensor | undefined, examples: number, output: string): BatchValues {
  const data = tensor?.data;
  if (tensor === undefined || data === undefined || Array.isArray(data) || tensor.shape[0] !== examples) {
    throw new EvaluationError(
      'bad-model',
      `Output "${output}" gives ${tensor?.dtype ?? 'nothing'} of shape [${tensor?.shape.join(', ')}] for ${examples} examples`,
      { hint: 'Outputs need one numeric value, vector or mask for each example' },
    );
  }
  const values = data instanceof BigInt64Array ? Float64Array.from(data, Number) : data;
  return { shape: tensor.shape.slice(1), values };
}

function fromExamples(key: string, records: readonly Uint8Array[]): BatchValues {
  const wanted = new Set([key]);
  const features = records.map((record) => numberList(key, readFeatures(record, wanted).get(key)));
  const length = features[0]?.length ?? 0;
  if (features.some((feature) => feature.length !== length)) {
    throw new EvaluationError(
      'bad-label',
      `Feature "${key}" has a different number of values in different Examples`,
    );
  }
  const values = new Float64Array(length * records.length);
  features.forEach((feature, index) => {
    values.set(Array.from(feature), index * length);
  });
  return { shape: length === 1 ? [] : [length], values };
}

function numberList(key: string, feature: FeatureValue | undefined): ArrayLike<number> {
  const numbers = numbersOf(feature);
  if (numbers === undefined) {
    const what = feature === undefined ? 'is missing in an Example' : 'holds text, not numbers';
    throw new EvaluationError('bad-label', `Feature "${key}" ${what}`, {
      hint: 'Check "label_key" and "example_weight_key" of "model_specs"',
      location: { feature: key, parameter: 'eval_config' },
    });
  }
  return numbers;
}
