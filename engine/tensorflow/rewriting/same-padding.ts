import { isDeepStrictEqual } from 'node:util';
import type { RecordedOperation, Source } from '../tracing/recording.ts';
import { attributeValue, type RecordingView } from './recording-view.ts';
import type { Replacement, RewriteRule } from './rewrite-trace.ts';

/** Operations that read an image, with the place of their filter or, for a filter's gradient, of its shape. */
const READERS: Readonly<Record<string, 'filter' | 'sizes'>> = {
  Conv2D: 'filter',
  DepthwiseConv2dNative: 'filter',
  Conv2DBackpropFilter: 'sizes',
  DepthwiseConv2dNativeBackpropFilter: 'sizes',
};
const INPUT_GRADIENTS: readonly string[] = ['Conv2DBackpropInput', 'DepthwiseConv2dNativeBackpropInput'];

/**
 * Lets a convolution pad by itself where zeros were put around its input first and they are just those of "SAME"
 * padding, as in networks that Keras has with an asymmetric padding at stride 2. Neither the padded copy nor, in the
 * backward pass, its gradient is made then.
 */
export const padInsideConvolutions: RewriteRule = (view, index) =>
  withoutPaddedInput(view, view.operation(index)) ?? withoutPaddedGradient(view, view.operation(index));

function withoutPaddedInput(view: RecordingView, operation: RecordedOperation): Replacement | undefined {
  const [padded, second, ...rest] = operation.inputs;
  const pad = view.producer(padded);
  const place = READERS[operation.op];
  if (place === undefined || pad?.op !== 'PadV2' || view.constant(pad.inputs[2])?.data[0] !== 0) {
    return undefined;
  }
  const image = pad.inputs[0] as Source;
  const kernel = place === 'filter' ? view.shape(second) : view.integers(second);
  const paddings = view.integers(pad.inputs[1]);
  if (!isDeepStrictEqual(paddings, samePaddings(operation, view.shape(image), kernel))) {
    return undefined;
  }
  return (draft) => [
    draft.add({
      ...operation,
      attributes: samePadded(operation),
      inputs: [image, second as Source, ...rest].map((source) => draft.translate(source)),
      shape: operation.outputs[0]?.shape ?? [],
    }),
  ];
}

/** The gradient of padding is a slice. */
function withoutPaddedGradient(view: RecordingView, slice: RecordedOperation): Replacement | undefined {
  const [padded, begin] = slice.inputs;
  const gradient = view.producer(padded);
  const shape = slice.outputs[0]?.shape ?? [];
  if (slice.op !== 'Slice' || gradient === undefined || !INPUT_GRADIENTS.includes(gradient.op)) {
    return undefined;
  }
  const [, filter, ...rest] = gradient.inputs;
  const before = view.integers(begin);
  const full = view.shape(padded);
  const cut = shape.flatMap((size, axis) => {
    const start = before[axis] ?? 0;
    return [start, (full[axis] ?? 0) - size - start];
  });
  if (!isDeepStrictEqual(cut, samePaddings(gradient, shape, view.shape(filter)))) {
    return undefined;
  }
  return (draft) => [
    draft.add({
      ...gradient,
      attributes: samePadded(gradient),
      inputs: [
        draft.integers(shape),
        ...[filter as Source, ...rest].map((source) => draft.translate(source)),
      ],
      shape,
    }),
  ];
}

/** Zeros before and after each axis (NHWC) under "SAME"; undefined where the operation does not pad by "VALID". */
function samePaddings(
  operation: RecordedOperation,
  image: readonly number[],
  kernel: readonly number[],
): readonly number[] | undefined {
  const strides = attributeValue(operation, 'strides') as readonly number[];
  const dilations = (attributeValue(operation, 'dilations') ?? []) as readonly number[];
  const isPlain =
    dilations.every((rate) => rate === 1) && attributeValue(operation, 'data_format') === 'NHWC';
  if (attributeValue(operation, 'padding') !== 'VALID' || !isPlain) {
    return undefined;
  }
  return image.flatMap((size, axis) => {
    if (axis === 0 || axis === 3) {
      return [0, 0];
    }
    const stride = strides[axis] ?? 1;
    const total = Math.max((Math.ceil(size / stride) - 1) * stride + (kernel[axis - 1] ?? 1) - size, 0);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  });
}

function samePadded({ attributes }: RecordedOperation): RecordedOperation['attributes'] {
  return attributes.map((attribute) =>
    attribute.name === 'padding' ? { ...attribute, value: 'SAME' } : attribute,
  );
}
