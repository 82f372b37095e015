/**
 * Which pixels of the input, along one axis, a position of a feature map depends on: those from `low` to `high`.
 * Positions repeat: `period` positions further everything lies `shift` pixels further, so that the bounds of one period
 * say it for all. After convolutions alone the period is 1 and the shift is the jump.
 */
export interface AxisField {
  readonly period: number;
  readonly shift: number;
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Every pixel is its own field. */
export const pixelField: AxisField = { period: 1, shift: 1, low: [0], high: [0] };

/** Pixels that the position depending on most of them depends on. */
export function sizeOf({ low, high }: AxisField): number {
  return Math.max(0, ...low.map((from, at) => (high[at] as number) - from + 1));
}

/** Pixels of the input between two positions, the "jump"; less than 1 where a feature map is larger than the input. */
export function strideOf({ period, shift }: AxisField): number {
  return shift / period;
}

export interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  /** Positions of padding before the first. */
  readonly before: number;
}

/**
 * Through a convolution or a pooling. With a period of 1 this is the recurrence of Araujo, Norris and Sim, "Computing
 * Receptive Fields of Convolutional Neural Networks", Distill 2019, https://doi.org/10.23915/distill.00021, where
 * r is the size, j the jump and k the kernel's extent, d (kernel - 1) + 1:
 *
 *     r_out = r + (k - 1) j,    j_out = j s
 */
export function through(field: AxisField, { kernel, stride, dilation, before }: Window): AxisField {
  return map(field, field.period / gcd(field.period, stride), stride, (position) => {
    const first = position * stride - before;
    return Array.from({ length: kernel }, (_, at) => first + dilation * at);
  });
}

/**
 * Through a transposed convolution: position p takes the positions q with `q s - before <= p <= q s - before + k - 1`,
 * whose number differs from one p to the next. The largest is ceil(k / s): r_out = r + (ceil(k / s) - 1) j, j_out = j / s.
 */
export function throughTransposed(
  field: AxisField,
  { kernel, stride, before }: Omit<Window, 'dilation'>,
): AxisField {
  return map(field, field.period * stride, 1 / stride, (position) =>
    integers(Math.ceil((position + before - kernel + 1) / stride), Math.floor((position + before) / stride)),
  );
}

/** Through an enlargement: each position takes the nearest one before it, or with `isLinear` that and the next. */
export function throughUpsampling(field: AxisField, factor: number, isLinear: boolean): AxisField {
  return map(field, field.period * factor, 1 / factor, (position) =>
    integers(
      Math.floor(position / factor),
      isLinear ? Math.ceil(position / factor) : Math.floor(position / factor),
    ),
  );
}

/** Through padding (positive) or cropping (negative) before the first position. */
export function throughPadding(field: AxisField, before: number): AxisField {
  return map(field, field.period, 1, (position) => [position - before]);
}

/**
 * Where branches come together, a position depends on what it depends on in any of them: the largest path where they
 * share a centre, more where they do not. Null where the branches have different jumps.
 */
export function joined(fields: readonly AxisField[]): AxisField | null {
  const [first, ...others] = fields;
  if (first === undefined || others.some((other) => strideOf(other) !== strideOf(first))) return null;
  const period = fields.reduce((all, one) => (all * one.period) / gcd(all, one.period), 1);
  const positions = Array.from({ length: period }, (_, position) => position);
  return {
    period,
    shift: strideOf(first) * period,
    low: positions.map((position) => Math.min(...fields.map((field) => boundAt(field, field.low, position)))),
    high: positions.map((position) =>
      Math.max(...fields.map((field) => boundAt(field, field.high, position))),
    ),
  };
}

/** The field of positions that each take some positions of another; one that takes none depends on no pixel. */
function map(
  field: AxisField,
  period: number,
  step: number,
  taken: (position: number) => readonly number[],
): AxisField {
  const positions = Array.from({ length: period }, (_, position) => taken(position));
  return {
    period,
    shift: strideOf(field) * step * period,
    low: positions.map((from) => Math.min(...from.map((position) => boundAt(field, field.low, position)))),
    high: positions.map((from) => Math.max(...from.map((position) => boundAt(field, field.high, position)))),
  };
}

/** A bound at any position: that of its place in the period, shifted. */
function boundAt({ period, shift }: AxisField, bounds: readonly number[], position: number): number {
  const periods = Math.floor(position / period);
  return (bounds[position - periods * period] as number) + periods * shift;
}

function integers(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
