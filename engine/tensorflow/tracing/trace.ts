import type * as tfjs from '@tensorflow/tfjs';
import { registerFusedGradients } from '../fused/kernel-gradients.ts';
import type { DTypeName } from '../graph/dtype.ts';
import { tensorflow } from '../runtime.ts';
import { enterLayerScopes, type LayerReplacement } from './layer-scopes.ts';
import { Recorder } from './recorder.ts';
import type { Recording } from './recording.ts';

/** An input of a traced function; -1 as the first size stands for the batch. */
export interface InputSpec {
  readonly name: string;
  readonly dtype: Extract<DTypeName, 'float32' | 'int32' | 'bool' | 'string'>;
  readonly shape: readonly number[];
}

export interface TracedFunction {
  /** Called once for each batch size; the tensors hold arbitrary values. */
  readonly run: (inputs: readonly tfjs.Tensor[], recorder: Recorder) => readonly tfjs.Tensor[];
  readonly inputs: readonly InputSpec[];
  /** Become resource variables of the graph; all other tensors from outside become constants. */
  readonly variables?: readonly tfjs.Variable[];
  /** Models whose layers name the graph's nodes. */
  readonly models?: readonly tfjs.LayersModel[];
  readonly replacement?: LayerReplacement;
}

/** A function as recorded at two batch sizes, from which the emitter tells what depends on the batch. */
export interface Trace {
  readonly inputs: readonly InputSpec[];
  readonly variables: readonly tfjs.Variable[];
  readonly recordings: readonly { readonly batch: number; readonly recording: Recording }[];
}

/** Two different small primes: a size that follows from the batch cannot be mistaken for one that does not. */
const BATCH_SIZES = [2, 3] as const;

/**
 * Records what a function of tensors does, without leaving a trace in its variables.
 *
 * @throws TensorFlowError "value-read-while-tracing" when the function looks at a value
 */
export function trace(traced: TracedFunction): Trace {
  registerFusedGradients();
  const isBatched = traced.inputs.some((input) => input.shape[0] === -1);
  const sizes = isBatched ? BATCH_SIZES : BATCH_SIZES.slice(0, 1);
  return {
    inputs: traced.inputs,
    variables: traced.variables ?? [],
    recordings: sizes.map((batch) => ({ batch, recording: recordAt(traced, batch) })),
  };
}

function recordAt(traced: TracedFunction, batch: number): Recording {
  const { tf } = tensorflow();
  // Not returned through tidy, which would look for tensors in every element of the recorded constants.
  tf.engine().startScope('trace');
  try {
    return recordInScope(traced, batch);
  } finally {
    tf.engine().endScope();
  }
}

function recordInScope(traced: TracedFunction, batch: number): Recording {
  const inputs = traced.inputs.map((spec) => exampleInput(spec, batch));
  const restore = rememberValues(traced.variables ?? []);
  const recorder = new Recorder();
  for (const [index, input] of inputs.entries()) {
    recorder.declare(input, { kind: 'input', index });
  }
  for (const [index, variable] of (traced.variables ?? []).entries()) {
    recorder.declare(variable, { kind: 'variable', index });
  }
  const leaves = (traced.models ?? []).map((model) =>
    enterLayerScopes(model, recorder, traced.replacement ?? (() => undefined)),
  );
  try {
    const outputs = recorder.record(() => traced.run(inputs, recorder));
    return finish(recorder, outputs, traced.variables ?? []);
  } finally {
    for (const leave of leaves) {
      leave();
    }
    restore();
  }
}

function finish(
  recorder: Recorder,
  outputs: readonly tfjs.Tensor[],
  variables: readonly tfjs.Variable[],
): Recording {
  const assigned = variables.flatMap((variable, index) => {
    const value = recorder.sourceOf(variable);
    return value.kind === 'variable' && value.index === index ? [] : [{ variable: index, value }];
  });
  const results = outputs.map((tensor) => ({
    source: recorder.sourceOf(tensor),
    shape: tensor.shape,
    dtype: tensor.dtype,
  }));
  return {
    operations: recorder.operations,
    constants: recorder.constants,
    outputs: results,
    assignments: assigned,
  };
}

/** Small integers are valid class codes and string bytes alike; values between 0 and 1 keep logarithms finite. */
function exampleInput({ dtype, shape }: InputSpec, batch: number): tfjs.Tensor {
  const { tf } = tensorflow();
  const size = shape.map((dimension) => (dimension === -1 ? batch : dimension));
  if (dtype === 'string') {
    return tf.fill(size, '', 'string');
  }
  return dtype === 'float32' ? tf.fill(size, 0.5) : tf.zeros(size, dtype);
}

/** A traced training step assigns its variables; afterwards they hold what they held. */
function rememberValues(variables: readonly tfjs.Variable[]): () => void {
  const before = variables.map((variable) => ({
    variable,
    value: variable.clone(),
    dataId: variable.dataId,
  }));
  return () => {
    for (const { variable, value, dataId } of before) {
      if (variable.dataId !== dataId) {
        variable.assign(value);
      }
    }
  };
}
