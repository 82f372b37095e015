import { isUniform } from '../graph/tensor-proto.ts';
import type { HostTensor } from '../host-tensor.ts';
import { TensorFlowError } from '../tensorflow-error.ts';

/** A number that is `perItem` times the batch size plus `fixed`, or one divided by that. */
export interface BatchNumber {
  readonly perItem: number;
  readonly fixed: number;
  readonly reciprocal: boolean;
}

/** A constant of a recording, told apart by what the batch size has to do with it. */
export type ConstantKind =
  | { readonly kind: 'fixed'; readonly value: HostTensor }
  /** A vector or scalar whose elements follow from the batch size. */
  | { readonly kind: 'numbers'; readonly elements: readonly BatchNumber[]; readonly value: HostTensor }
  /** One value repeated in a shape that follows from the batch size. */
  | {
      readonly kind: 'filled';
      readonly shape: readonly BatchNumber[];
      readonly element: BatchNumber;
      readonly value: HostTensor;
    };

export interface SizedConstant {
  readonly batch: number;
  readonly value: HostTensor;
}

/**
 * Compares one constant as recorded at two batch sizes.
 *
 * @throws TensorFlowError "randomness-while-tracing" when it differs in a way the batch size does not explain
 */
export function classifyConstant(first: SizedConstant, second: SizedConstant | undefined): ConstantKind {
  const { value } = first;
  if (second === undefined || sameTensor(value, second.value)) {
    return { kind: 'fixed', value };
  }
  if (value.dtype === 'string' || value.shape.length !== second.value.shape.length) {
    throw unexplained(value);
  }
  return sameShape(value, second.value) ? numbers(first, second) : filled(first, second);
}

function numbers(first: SizedConstant, second: SizedConstant): ConstantKind {
  if (first.value.shape.length > 1) {
    throw unexplained(first.value);
  }
  const values = numbersOf(first.value);
  const others = numbersOf(second.value);
  const elements = values.map((value, index) =>
    solve({ batch: first.batch, value }, { batch: second.batch, value: others[index] as number }),
  );
  return {
    kind: 'numbers',
    elements: elements.map((element) => element ?? fail(first.value)),
    value: first.value,
  };
}

function filled(first: SizedConstant, second: SizedConstant): ConstantKind {
  const shape = first.value.shape.map((size, axis) =>
    solve(
      { batch: first.batch, value: size },
      { batch: second.batch, value: second.value.shape[axis] as number },
    ),
  );
  const element = solve(
    { batch: first.batch, value: Number(first.value.data[0]) },
    { batch: second.batch, value: Number(second.value.data[0]) },
  );
  if (!isUniform(first.value) || !isUniform(second.value) || element === undefined) {
    throw unexplained(first.value);
  }
  return {
    kind: 'filled',
    shape: shape.map((size) => size ?? fail(first.value)),
    element,
    value: first.value,
  };
}

/**
 * The formula of the batch size that gives both values, if there is a simple one. Random values do not fit, because
 * its factors must be whole numbers.
 */
function solve(
  first: { readonly batch: number; readonly value: number },
  second: { readonly batch: number; readonly value: number },
): BatchNumber | undefined {
  return line(first, second) ?? reciprocalLine(first, second);
}

function line(
  first: { readonly batch: number; readonly value: number },
  second: { readonly batch: number; readonly value: number },
): BatchNumber | undefined {
  if (Object.is(first.value, second.value)) {
    return { perItem: 0, fixed: first.value, reciprocal: false };
  }
  const perItem = (second.value - first.value) / (second.batch - first.batch);
  const fixed = first.value - perItem * first.batch;
  return Number.isInteger(perItem) && Number.isInteger(fixed)
    ? { perItem, fixed, reciprocal: false }
    : undefined;
}

/** Float32 rounding of 1/n leaves n a little off a whole number. */
const RECIPROCAL_TOLERANCE = 1e-3;

function reciprocalLine(
  first: { readonly batch: number; readonly value: number },
  second: { readonly batch: number; readonly value: number },
): BatchNumber | undefined {
  const perItem = Math.round(1 / first.value / first.batch);
  const error = [first, second].map(
    ({ batch, value }) => Math.abs(1 / value - perItem * batch) / (perItem * batch),
  );
  const fits = perItem > 0 && error.every((relative) => relative < RECIPROCAL_TOLERANCE);
  return fits ? { perItem, fixed: 0, reciprocal: true } : undefined;
}

function numbersOf({ data }: HostTensor): number[] {
  return Array.from(data as ArrayLike<number | bigint>, Number);
}

function sameShape(first: HostTensor, second: HostTensor): boolean {
  return first.shape.every((size, axis) => size === second.shape[axis]);
}

function sameTensor(first: HostTensor, second: HostTensor): boolean {
  if (first.shape.length !== second.shape.length || !sameShape(first, second)) {
    return false;
  }
  if (first.dtype === 'string') {
    return (first.data as Uint8Array[]).every((bytes, index) =>
      Buffer.from(bytes).equals((second.data as Uint8Array[])[index] as Uint8Array),
    );
  }
  return Buffer.from(bytesOf(first)).equals(bytesOf(second));
}

function bytesOf({ data }: HostTensor): Uint8Array {
  const { buffer, byteOffset, byteLength } = data as Float32Array;
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function fail(value: HostTensor): never {
  throw unexplained(value);
}

function unexplained({ dtype, shape }: HostTensor): TensorFlowError {
  return new TensorFlowError(
    'randomness-while-tracing',
    `The function makes a ${dtype} tensor of shape [${shape.join(', ')}] in JavaScript that differs each time`,
    {
      hint: 'Random values made by tf.randomNormal, tf.randomUniform or Math.random cannot be part of a graph; use layers such as tf.layers.dropout, or make the values once outside of the function',
    },
  );
}
