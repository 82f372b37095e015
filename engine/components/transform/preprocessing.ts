import type * as tfjs from '@tensorflow/tfjs';
import type { DTypeName } from '../../tensorflow/graph/dtype.ts';
import { tensorflow } from '../../tensorflow/runtime.ts';
import type { FeatureSpec } from '../../tensorflow/serving/parse-examples.ts';
import { neededOperations } from '../../tensorflow/tracing/emit-trace.ts';
import type { Recorder } from '../../tensorflow/tracing/recorder.ts';
import type { Recording, Source } from '../../tensorflow/tracing/recording.ts';
import { type Trace, trace } from '../../tensorflow/tracing/trace.ts';
import { callUserCode, requiredFunction, type UserModule } from '../user-modules/load-user-module.ts';
import { Analysis, type IntegerDomain, withAnalysis } from './analyzers/analysis.ts';
import type { AnalyzerResult, AnalyzerSpec } from './analyzers/analyzer-spec.ts';
import { preprocessingInputs, rawInputs } from './raw-inputs.ts';
import { TransformError } from './transform-error.ts';
import type { PreprocessingInput } from './variable-length.ts';

export type PreprocessingFunction = (
  inputs: Readonly<Record<string, PreprocessingInput>>,
) => Readonly<Record<string, tfjs.Tensor>>;

export interface TransformedFeature {
  readonly name: string;
  readonly dtype: Extract<DTypeName, 'float32' | 'int32' | 'bool' | 'string'>;
  /** Without the batch. */
  readonly shape: readonly number[];
  /** Of features that number categories. */
  readonly domain?: IntegerDomain;
}

export interface Preprocessing {
  readonly features: readonly FeatureSpec[];
  readonly outputs: readonly TransformedFeature[];
  /** Gives the outputs first, in order, then every analyzer's inputs. */
  readonly trace: Trace;
  readonly calls: readonly TracedCall[];
}

/** An analyzer's call in the traced function; `inputs` are indices of the trace's outputs. */
export interface TracedCall {
  readonly spec: AnalyzerSpec;
  readonly inputs: readonly number[];
  /** Whether the inputs can be computed from what is known. */
  readonly ready: boolean;
}

/**
 * Traces the user's `preprocessingFn` with what is known of its analyzers so far.
 *
 * @throws TransformError, UserModuleError or TensorFlowError with the place in the module
 */
export function tracePreprocessing(
  module: UserModule,
  features: readonly FeatureSpec[],
  results: readonly AnalyzerResult[],
): Preprocessing {
  const preprocess = requiredFunction<PreprocessingFunction>(module, 'preprocessingFn');
  let last: LastRun | undefined;
  const run = (tensors: readonly tfjs.Tensor[], recorder: Recorder) => {
    last?.analysis.dispose();
    const analysis = new Analysis(recorder, results);
    const inputs = namedInputs(features, tensors);
    const outputs = callUserCode(module, 'preprocessingFn', () =>
      withAnalysis(analysis, () => preprocess(inputs)),
    );
    const named = checkOutputs(outputs, tensors[0]?.shape[0] ?? 0);
    requireFixedShapes(named, last?.outputs);
    last = {
      analysis,
      outputs: named.map(([name, tensor]) => ({
        name,
        shape: tensor.shape.slice(1),
        domain: analysis.domainOf(tensor),
      })),
    };
    return [...named.map(([, tensor]) => tensor), ...analysis.calls.flatMap((call) => call.inputs)];
  };
  const traced = trace({ inputs: rawInputs(features), run });
  const { outputs, analysis } = last as unknown as LastRun;
  analysis.dispose();
  const recording = traced.recordings[0]?.recording as Recording;
  return {
    features,
    trace: traced,
    outputs: outputs.map(({ name, shape, domain }, index) => ({
      name,
      dtype: recording.outputs[index]?.dtype as TransformedFeature['dtype'],
      shape,
      ...(domain === undefined ? {} : { domain }),
    })),
    calls: tracedCalls(analysis, recording, outputs.length),
  };
}

/** What the latest run of the function gave. */
interface LastRun {
  readonly analysis: Analysis;
  readonly outputs: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly domain: IntegerDomain | undefined;
  }[];
}

/** Names of the raw features that some output or analyzer looks at. */
export function usedFeatures({ features, trace: traced }: Preprocessing): Set<string> {
  const recording = traced.recordings[0]?.recording as Recording;
  const wanted = recording.outputs.map(({ source }) => source);
  const read = [...neededOperations(recording, wanted)].flatMap(
    (index) => recording.operations[index]?.inputs ?? [],
  );
  const inputs = rawInputs(features);
  return new Set(
    [...wanted, ...read].flatMap((source) =>
      source.kind === 'input' ? [inputs[source.index]?.feature ?? ''] : [],
    ),
  );
}

function namedInputs(
  features: readonly FeatureSpec[],
  tensors: readonly tfjs.Tensor[],
): Readonly<Record<string, PreprocessingInput>> {
  return new Proxy(preprocessingInputs(features, tensors), {
    get(target, name, receiver) {
      if (typeof name === 'string' && !(name in target)) {
        throw new TransformError(
          'unusable-feature',
          `preprocessingFn reads feature "${name}", which is not there`,
          {
            hint: `The schema has ${Object.keys(target).join(', ')}`,
          },
        );
      }
      return Reflect.get(target, name, receiver);
    },
  });
}

function checkOutputs(outputs: unknown, batch: number): [string, tfjs.Tensor][] {
  const { tf } = tensorflow();
  if (typeof outputs !== 'object' || outputs === null || Object.keys(outputs).length === 0) {
    throw new TransformError(
      'wrong-output',
      'preprocessingFn must return an object of tensors by feature name',
    );
  }
  for (const [name, tensor] of Object.entries(outputs)) {
    if (!(tensor instanceof tf.Tensor) || tensor.shape[0] !== batch) {
      const what = tensor instanceof tf.Tensor ? `has shape [${tensor.shape.join(', ')}]` : 'is not a tensor';
      throw new TransformError('wrong-output', `Output "${name}" of preprocessingFn ${what}`, {
        hint: 'Each output holds one row for each example of the batch, as its first dimension',
      });
    }
  }
  return Object.entries(outputs as Record<string, tfjs.Tensor>).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** @param before what the function gave for a batch of another size */
function requireFixedShapes(
  outputs: readonly [string, tfjs.Tensor][],
  before: LastRun['outputs'] = [],
): void {
  for (const [index, [name, tensor]] of outputs.entries()) {
    const shape = before[index]?.shape ?? tensor.shape.slice(1);
    if (String(shape) !== String(tensor.shape.slice(1))) {
      throw new TransformError(
        'wrong-output',
        `Output "${name}" of preprocessingFn has [${shape.join(', ')}] values for each example in one batch and [${tensor.shape.slice(1).join(', ')}] in another`,
        { hint: 'What an example becomes must not depend on how many others are in its batch' },
      );
    }
  }
}

function tracedCalls(analysis: Analysis, recording: Recording, offset: number): TracedCall[] {
  let next = offset;
  return analysis.calls.map(({ spec, inputs }) => {
    const indices = inputs.map((_, index) => next + index);
    next += inputs.length;
    const sources = indices.map((index) => (recording.outputs[index] as { source: Source }).source);
    return { spec, inputs: indices, ready: !dependsOnPending(recording, sources) };
  });
}

function dependsOnPending(recording: Recording, sources: readonly Source[]): boolean {
  const operations = [...neededOperations(recording, sources)];
  const read = operations.flatMap((index) => recording.operations[index]?.inputs ?? []);
  return [...sources, ...read].some(({ kind }) => kind === 'pending');
}
