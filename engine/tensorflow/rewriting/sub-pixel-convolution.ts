import type { RecordedOperation, Source } from '../tracing/recording.ts';
import type { RecordingDraft } from './recording-draft.ts';
import { attributeValue, type RecordingView } from './recording-view.ts';
import type { RewriteRule } from './rewrite-trace.ts';

/** How the kernel of one axis falls on the pixels of a transposed convolution's result, by their place in a stride. */
interface Phases {
  readonly stride: number;
  /** How many input pixels reach a result. */
  readonly taps: number;
  /** Zeros put before and after the kernel, so that every phase has as many taps. */
  readonly kernelPads: readonly [number, number];
  readonly imagePads: readonly [number, number];
}

const FLOAT = { T: { type: 'float32' } } as const;
/** Channels are computed in groups of what fits a vector register (AVX-512, or two of AVX2). */
const LANES = 16;

/**
 * Computes transposed convolutions with few channels, such as a segmentation model's last one, as an ordinary
 * convolution that gives all pixels of a stride at once as channels, which are then put in their places (Shi et al.,
 * 2016, "sub-pixel convolution"). Three channels leave most lanes of a vector register idle; twelve do not.
 */
export const computeSubPixels: RewriteRule = (view, index) => {
  const operation = view.operation(index);
  const [, filter, image] = operation.inputs;
  if (operation.op !== 'Conv2DBackpropInput' || filter === undefined || image === undefined) {
    return undefined;
  }
  const phases = phasesOf(view, operation);
  if (phases === undefined || !isCheaper(view.shape(filter), phases)) {
    return undefined;
  }
  return (draft) => [convolve(view, draft, operation, phases)];
};

function phasesOf(view: RecordingView, operation: RecordedOperation): [Phases, Phases] | undefined {
  const strides = (attributeValue(operation, 'strides') ?? []) as readonly number[];
  const dilations = (attributeValue(operation, 'dilations') ?? []) as readonly number[];
  const kernel = view.shape(operation.inputs[1]);
  const image = view.shape(operation.inputs[2]);
  const result = operation.outputs[0]?.shape ?? [];
  const [, stride = 1] = strides;
  const isPlain =
    stride > 1 &&
    strides[2] === stride &&
    dilations.every((rate) => rate === 1) &&
    attributeValue(operation, 'padding') === 'SAME' &&
    attributeValue(operation, 'data_format') === 'NHWC' &&
    [1, 2].every((axis) => result[axis] === (image[axis] ?? 0) * stride);
  return isPlain ? [axisPhases(kernel[0] ?? 1, stride), axisPhases(kernel[1] ?? 1, stride)] : undefined;
}

/**
 * Result pixel `stride * m + phase` takes input pixel `m - tap` times kernel element `stride * tap + phase + before`,
 * where `before` is the padding that "SAME" puts in front.
 */
function axisPhases(kernel: number, stride: number): Phases {
  const before = Math.floor(Math.max(kernel - stride, 0) / 2);
  const firstTap = -Math.floor((stride - 1 + before) / stride);
  const lastTap = Math.floor((kernel - 1 - before) / stride);
  const taps = lastTap - firstTap + 1;
  const front = -(stride * firstTap + before);
  return {
    stride,
    taps,
    kernelPads: [front, taps * stride - kernel - front],
    imagePads: [lastTap, -firstTap],
  };
}

function isCheaper(
  [rows = 1, columns = 1, channels = 1]: readonly number[],
  [y, x]: [Phases, Phases],
): boolean {
  const lanes = (count: number) => Math.ceil(count / LANES) * LANES;
  return y.taps * x.taps * lanes(channels * y.stride * x.stride) < rows * columns * lanes(channels);
}

function convolve(
  view: RecordingView,
  draft: RecordingDraft,
  operation: RecordedOperation,
  phases: [Phases, Phases],
): Source {
  const { scope } = operation;
  const image = operation.inputs[2] as Source;
  const [y, x] = phases;
  const shape = operation.outputs[0]?.shape ?? [];
  const [batch = 0, rows = 0, columns = 0, channels = 0] = shape;
  const pixels = draft.add({
    op: 'Conv2D',
    scope,
    attributes: {
      ...FLOAT,
      data_format: 'NHWC',
      padding: 'EXPLICIT',
      explicit_paddings: { ints: [0, 0, ...y.imagePads, ...x.imagePads, 0, 0] },
      strides: { ints: [1, 1, 1, 1] },
    },
    inputs: [draft.translate(image), rearrangeFilter(view, draft, operation, phases)],
    shape: [batch, rows / y.stride, columns / x.stride, channels * y.stride * x.stride],
  });
  const attributes = { ...FLOAT, block_size: { int: y.stride }, data_format: 'NHWC' } as const;
  return draft.add({ op: 'DepthToSpace', scope, attributes, inputs: [pixels], shape });
}

/** From [rows, columns, out, in] to [taps, taps, in, stride * stride * out], taps in the order of input pixels. */
function rearrangeFilter(
  view: RecordingView,
  draft: RecordingDraft,
  { scope, inputs }: RecordedOperation,
  [y, x]: [Phases, Phases],
): Source {
  const filter = inputs[1] as Source;
  const [, , out = 0, into = 0] = view.shape(filter);
  const indices = (name: string) => ({ ...FLOAT, [name]: { type: 'int32' } }) as const;
  const add = (op: string, name: string, [of, by]: [Source, Source], shape: readonly number[]) =>
    draft.add({ op, scope, attributes: indices(name), inputs: [of, by], shape });
  const full = [y.taps * y.stride, x.taps * x.stride, out, into];
  const pads = draft.integers([...y.kernelPads, ...x.kernelPads, 0, 0, 0, 0], [4, 2]);
  const padded = add('Pad', 'Tpaddings', [draft.translate(filter), pads], full);
  const apart = [y.taps, y.stride, x.taps, x.stride, out, into];
  const split = add('Reshape', 'Tshape', [padded, draft.integers(apart)], apart);
  const reversed = add('ReverseV2', 'Tidx', [split, draft.integers([0, 2])], apart);
  const order = [0, 2, 5, 1, 3, 4];
  const moved = order.map((axis) => apart[axis] as number);
  const transposed = add('Transpose', 'Tperm', [reversed, draft.integers(order)], moved);
  const whole = [y.taps, x.taps, into, y.stride * x.stride * out];
  return add('Reshape', 'Tshape', [transposed, draft.integers(whole)], whole);
}
