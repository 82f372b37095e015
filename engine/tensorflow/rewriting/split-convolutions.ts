import type { RecordedOperation, Source } from '../tracing/recording.ts';
import type { RecordingDraft } from './recording-draft.ts';
import type { RecordingView } from './recording-view.ts';
import type { RewriteRule } from './rewrite-trace.ts';

/** Which axis of the filter (height, width, in, out) gives the channels of an operation's result. */
const FILTER_AXIS: Readonly<Record<string, number>> = { Conv2D: 3, Conv2DBackpropInput: 2 };

interface Part {
  readonly start: number;
  readonly size: number;
  readonly isUsed: boolean;
}

/**
 * Splits the filter where a convolution's channels are split, which is what the gradient of a concatenation does.
 * Channels that nothing reads, such as those of a frozen encoder's skip connections, are then never computed, and large
 * feature maps are not copied apart.
 */
export const splitConvolutions: RewriteRule = (view, index) => {
  const split = view.operation(index);
  const [value, , axis] = split.inputs;
  const convolution = view.producer(value);
  const filterAxis = FILTER_AXIS[convolution?.op ?? ''];
  if (split.op !== 'SplitV' || convolution === undefined || filterAxis === undefined || value === undefined) {
    return undefined;
  }
  const parts = partsOf(view, split, index);
  if (view.uses(value) > 1 || view.integers(axis)[0] !== 3 || !isWorthwhile(view, convolution, parts)) {
    return undefined;
  }
  return (draft) => parts.map((part) => convolvePart({ view, draft, convolution, filterAxis, part }));
};

function partsOf(view: RecordingView, split: RecordedOperation, index: number): Part[] {
  const sizes = split.outputs.map(({ shape }) => shape.at(-1) ?? 0);
  return sizes.map((size, output) => ({
    start: sizes.slice(0, output).reduce((sum, before) => sum + before, 0),
    size,
    isUsed: view.uses({ kind: 'operation', index, output }) > 0,
  }));
}

/** Where all channels are needed, slicing the filter must cost less than slicing the feature map of one image. */
function isWorthwhile(view: RecordingView, convolution: RecordedOperation, parts: readonly Part[]): boolean {
  const [, rows = 0, columns = 0] = convolution.outputs[0]?.shape ?? [];
  const channels = parts.reduce((sum, { size }) => sum + size, 0);
  const filterSize = view.shape(convolution.inputs[1]).reduce((product, size) => product * size, 1);
  return parts.some(({ isUsed }) => !isUsed) || filterSize <= rows * columns * channels;
}

function convolvePart({
  view,
  draft,
  convolution,
  filterAxis,
  part: { start, size },
}: {
  readonly view: RecordingView;
  readonly draft: RecordingDraft;
  readonly convolution: RecordedOperation;
  readonly filterAxis: number;
  readonly part: Part;
}): Source {
  const { op, scope, attributes, inputs, outputs } = convolution;
  const [first, filter, ...rest] = inputs.map((source) => draft.translate(source)) as [Source, Source];
  const along = <Value>(of: Value, others: Value) =>
    [0, 1, 2, 3].map((axis) => (axis === filterAxis ? of : others));
  const slice = draft.add({
    op: 'Slice',
    scope,
    attributes: { T: { type: 'float32' }, Index: { type: 'int32' } },
    inputs: [filter, draft.integers(along(start, 0)), draft.integers(along(size, -1))],
    shape: view.shape(inputs[1]).map((full, axis) => (axis === filterAxis ? size : full)),
  });
  const shape = [...(outputs[0]?.shape.slice(0, -1) ?? []), size];
  // Conv2DBackpropInput is told the shape of its result.
  const leading = op === 'Conv2DBackpropInput' ? draft.integers(shape) : first;
  return draft.add({ op, scope, attributes, inputs: [leading, slice, ...rest], shape });
}
