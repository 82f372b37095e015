import {
  type AxisField,
  through,
  throughPadding,
  throughTransposed,
  throughUpsampling,
} from './axis-field.ts';

/** What a layer's configuration tells of its window; numbers may stand for both axes. */
export interface SpatialConfig {
  readonly kernelSize?: number | readonly number[];
  readonly poolSize?: number | readonly number[];
  readonly strides?: number | readonly number[];
  readonly dilationRate?: number | readonly number[];
  readonly padding?: 'same' | 'valid' | readonly (readonly number[])[];
  readonly cropping?: readonly (readonly number[])[];
  readonly size?: readonly number[];
  readonly interpolation?: string;
  readonly dataFormat?: string;
}

export interface AxisLayer {
  readonly kind: string;
  readonly config: SpatialConfig;
  /** 0 for the height, 1 for the width. */
  readonly axis: 0 | 1;
  /** Positions of the layer's input along the axis; null where it takes any number. */
  readonly side: number | null;
}

const POINTWISE: ReadonlySet<string> = new Set([
  ...['Activation', 'ReLU', 'LeakyReLU', 'PReLU', 'ELU', 'ThresholdedReLU', 'Softmax', 'Rescaling'],
  ...['BatchNormalization', 'LayerNormalization', 'Dense'],
  ...['Dropout', 'SpatialDropout2D', 'GaussianNoise', 'GaussianDropout', 'AlphaDropout'],
]);
const WHOLE: ReadonlySet<string> = new Set(['GlobalAveragePooling2D', 'GlobalMaxPooling2D', 'Flatten']);
const JOINING: ReadonlySet<string> = new Set([
  ...['Add', 'Average', 'Concatenate', 'Maximum', 'Minimum', 'Multiply', 'Subtract'],
]);

/** Whether each position of the output depends on the same position of the input alone. */
export function isPointwise(kind: string): boolean {
  return POINTWISE.has(kind);
}

/** Whether each value of the output depends on all positions of the input. */
export function isWhole(kind: string): boolean {
  return WHOLE.has(kind);
}

export function joinsBranches(kind: string): boolean {
  return JOINING.has(kind);
}

/** A field along one axis behind a layer; null for a layer of a kind that this does not know. */
export function axisThrough(field: AxisField, { kind, config, axis, side }: AxisLayer): AxisField | null {
  if (config.dataFormat === 'channelsFirst') return null;
  switch (kind) {
    case 'Conv2D':
    case 'DepthwiseConv2D':
    case 'SeparableConv2D': {
      const [kernel, stride] = [at(config.kernelSize, axis), at(config.strides, axis)];
      const dilation = at(config.dilationRate, axis);
      const before = config.padding === 'same' ? samePadding(dilation * (kernel - 1) + 1, stride, side) : 0;
      return through(field, { kernel, stride, dilation, before });
    }
    case 'MaxPooling2D':
    case 'AveragePooling2D': {
      const kernel = at(config.poolSize, axis);
      const stride = config.strides == null ? kernel : at(config.strides, axis);
      const before = config.padding === 'same' ? samePadding(kernel, stride, side) : 0;
      return through(field, { kernel, stride, dilation: 1, before });
    }
    case 'Conv2DTranspose': {
      const [kernel, stride] = [at(config.kernelSize, axis), at(config.strides, axis)];
      const before = config.padding === 'same' ? Math.floor(Math.max(0, kernel - stride) / 2) : 0;
      return throughTransposed(field, { kernel, stride, before });
    }
    case 'UpSampling2D':
      return throughUpsampling(field, at(config.size, axis), config.interpolation === 'bilinear');
    case 'ZeroPadding2D':
      return throughPadding(field, (config.padding as readonly (readonly number[])[])[axis]?.[0] ?? 0);
    case 'Cropping2D':
      return throughPadding(field, -(config.cropping?.[axis]?.[0] ?? 0));
    default:
      return null;
  }
}

/** What TensorFlow pads before the first position: the smaller half of what the last window lacks. */
function samePadding(extent: number, stride: number, side: number | null): number {
  const beyond = side === null ? extent - stride : (Math.ceil(side / stride) - 1) * stride + extent - side;
  return Math.floor(Math.max(0, beyond) / 2);
}

function at(value: number | readonly number[] | undefined, axis: 0 | 1): number {
  return typeof value === 'number' ? value : (value?.[axis] ?? 1);
}
