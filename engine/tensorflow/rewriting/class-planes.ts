import { dtypeNumber } from '../graph/dtype.ts';
import type { RecordedOperation, Source } from '../tracing/recording.ts';
import type { DraftOperation, RecordingDraft } from './recording-draft.ts';
import { attributeValue, type RecordingView } from './recording-view.ts';
import type { RewriteRule } from './rewrite-trace.ts';

/**
 * TensorFlow's kernels go along the last axis element by element, which suits a thousand classes of a picture but not
 * three classes of each of half a million pixels. With each class as a plane of its own, pixels fill the vector
 * registers: cross-entropy of 32 masks of 128 x 128 takes 6 ms for 16 ms, finding the largest class 2.5 ms for 5.3 ms
 * (two cores). Each class costs more passes over memory, so that it does not pay with many of them.
 */
const MOST_CLASSES = 8;

const FLOAT = { T: { type: 'float32' } } as const;
const REDUCTION = { ...FLOAT, Tidx: { type: 'int32' }, keep_dims: false } as const;

/** Finds the largest of few classes by comparing planes. The first of equal ones counts, as in TensorFlow. */
export const compareClassPlanes: RewriteRule = (view, index) => {
  const operation = view.operation(index);
  const [values, axis] = operation.inputs;
  const shape = view.shape(values);
  const isFitting =
    operation.op === 'ArgMax' &&
    attributeValue(operation, 'output_type') === dtypeNumber('int32') &&
    [-1, shape.length - 1].includes(view.integers(axis)[0] ?? 0) &&
    hasFewClasses(view, operation);
  return isFitting ? (draft) => [largestPlane(draft, grouped(operation), shape)] : undefined;
};

/** Computes the loss of few classes, and its gradient, on planes. */
export const computeLossOnPlanes: RewriteRule = (view, index) => {
  const operation = view.operation(index);
  const isFitting =
    operation.op === 'SparseSoftmaxCrossEntropyWithLogits' &&
    attributeValue(operation, 'Tlabels') === dtypeNumber('int32') &&
    hasFewClasses(view, operation);
  return isFitting
    ? (draft) => crossEntropy(draft, grouped(operation), view.shape(operation.inputs[0]))
    : undefined;
};

/** Puts what takes an operation's place under its name, by which errors and TensorBoard tell what it is for. */
function grouped(operation: RecordedOperation): RecordedOperation {
  const { scope, op } = operation;
  return { ...operation, scope: scope === '' ? op : `${scope}/${op}` };
}

function hasFewClasses(view: RecordingView, operation: RecordedOperation): boolean {
  const classes = view.fixedSize(operation.inputs[0], -1) ?? 0;
  const isOfFloats = attributeValue(operation, 'T') === dtypeNumber('float32');
  return isOfFloats && classes > 1 && classes <= MOST_CLASSES;
}

function largestPlane(
  draft: RecordingDraft,
  { scope, inputs }: RecordedOperation,
  shape: readonly number[],
): Source {
  const plane = shape.slice(0, -1);
  const add = adder(draft, scope);
  const planes = draft.addMany(
    {
      op: 'Unpack',
      scope,
      attributes: { ...FLOAT, num: { int: shape.at(-1) as number }, axis: { int: -1 } },
      inputs: [draft.translate(inputs[0] as Source)],
      shape: plane,
    },
    shape.at(-1) as number,
  );
  let [largest, winner] = [planes[0] as Source, draft.scalar(0)];
  for (const [code, next] of planes.entries()) {
    if (code > 0) {
      const isLarger = add('Greater', [next, largest], plane, { dtype: 'bool' });
      winner = add('SelectV2', [isLarger, draft.scalar(code), winner], plane);
      largest = add('Maximum', [largest, next], plane);
    }
  }
  return cast(draft, { scope, from: 'float32', to: 'int32', value: winner, shape: plane });
}

function crossEntropy(
  draft: RecordingDraft,
  { scope, inputs }: RecordedOperation,
  [count = 0, classes = 0]: readonly number[],
): Source[] {
  const add = adder(draft, scope);
  const [logits, codes] = inputs.map((source) => draft.translate(source)) as [Source, Source];
  const shape = [classes, count];
  const reduce = (op: string, value: Source) =>
    add(op, [value, draft.integers([0])], [count], { attributes: REDUCTION });
  const turn = (value: Source, turned: readonly number[]) =>
    add('Transpose', [value, draft.integers([1, 0])], turned, {
      attributes: { ...FLOAT, Tperm: { type: 'int32' } },
    });
  const planes = turn(logits, shape);
  const shifted = add('Sub', [planes, reduce('Max', planes)], shape);
  const powers = add('Exp', [shifted], shape);
  const total = reduce('Sum', powers);
  const hits = oneHot(draft, { scope, codes, shape });
  const losses = add(
    'Sub',
    [add('Log', [total], [count]), reduce('Sum', add('Mul', [hits, shifted], shape))],
    [count],
  );
  const gradient = add('Sub', [add('RealDiv', [powers, total], shape), hits], shape);
  return [losses, turn(gradient, [count, classes])];
}

/** Looks codes up among the classes, since that refuses a code which is none of them, as the fused operation does. */
function oneHot(
  draft: RecordingDraft,
  {
    scope,
    codes,
    shape: [classes = 0, count = 0],
  }: { readonly scope: string; readonly codes: Source; readonly shape: readonly number[] },
): Source {
  const add = adder(draft, scope);
  const numbers = Array.from({ length: classes }, (_, code) => code);
  const known = add('GatherV2', [draft.floats(numbers), codes, draft.integers([0], [])], [count], {
    attributes: {
      Tparams: { type: 'float32' },
      Tindices: { type: 'int32' },
      Taxis: { type: 'int32' },
      batch_dims: { int: 0 },
    },
  });
  const column = draft.floats(numbers, [classes, 1]);
  const isHit = add('Equal', [known, column], [classes, count], {
    attributes: { ...FLOAT, incompatible_shape_error: true },
    dtype: 'bool',
  });
  return cast(draft, { scope, from: 'bool', to: 'float32', value: isHit, shape: [classes, count] });
}

function cast(
  draft: RecordingDraft,
  {
    scope,
    from,
    to,
    value,
    shape,
  }: Pick<DraftOperation, 'scope' | 'shape'> & {
    readonly from: 'float32' | 'bool';
    readonly to: 'int32' | 'float32';
    readonly value: Source;
  },
): Source {
  const attributes = { SrcT: { type: from }, DstT: { type: to }, Truncate: false } as const;
  return draft.add({ op: 'Cast', scope, attributes, inputs: [value], shape, dtype: to });
}

function adder(draft: RecordingDraft, scope: string) {
  return (
    op: string,
    inputs: readonly Source[],
    shape: readonly number[],
    more: Partial<Pick<DraftOperation, 'attributes' | 'dtype'>> = {},
  ): Source => draft.add({ op, scope, attributes: FLOAT, inputs, shape, ...more });
}
