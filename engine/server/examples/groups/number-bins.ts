/** What the bins of some numbers are made from. Only finite numbers count. */
export interface NumberRange {
  readonly minimum: number;
  readonly maximum: number;
  /** The smallest number above zero; infinite where there is none. */
  readonly smallestPositive: number;
}

/** As many bins as one looks through without scrolling far, at least half of them where steps are rounded. */
const BINS = 10;
/** A range of three powers of ten and more may be seen on a logarithmic scale. */
const LOG_RATIO = 1000;

/** Edges of bins of equal width at round numbers, from the minimum or below to above or at the maximum. */
export function equalEdges({ minimum, maximum }: NumberRange): readonly number[] {
  // Each by itself, since the difference of the largest numbers is infinite.
  const step = roundStep(maximum / BINS - minimum / BINS);
  const first = Math.floor(minimum / step);
  const edges: number[] = [];
  for (let at = first; edges.at(-1) === undefined || (edges.at(-1) as number) < maximum; at += 1) {
    const edge = clean(at * step);
    if (edge !== edges.at(-1)) edges.push(Number.isFinite(edge) ? edge : Math.sign(edge) * Number.MAX_VALUE);
  }
  return edges;
}

/**
 * Edges at powers of ten for numbers from zero on that span some of them: zeros have a bin of their own, which ends at
 * the first power. Null where such bins cannot be.
 */
export function powerEdges({ minimum, maximum, smallestPositive }: NumberRange): readonly number[] | null {
  if (minimum < 0 || maximum / smallestPositive < LOG_RATIO) return null;
  const first = powerBelow(smallestPositive);
  const last = Math.ceil(Math.log10(maximum));
  const step = Math.ceil((last - first) / BINS);
  const edges = minimum === 0 ? [0] : [];
  for (let power = first; edges.length < 2 || (edges.at(-1) as number) < maximum; power += step)
    edges.push(Math.min(Number.MAX_VALUE, 10 ** power));
  return edges;
}

/** The bin of a number that lies within the edges: that of the last edge which is not above it. */
export function binOf(edges: readonly number[], value: number): number {
  let [low, high] = [0, edges.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function powerBelow(value: number): number {
  const power = Math.floor(Math.log10(value));
  // The smallest power that is more than zero.
  return Math.max(-323, 10 ** power <= value ? power : power - 1);
}

/** The smallest of 1, 2 and 5 times a power of ten that is not below a width. */
function roundStep(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const factor = [1, 2, 5].find((one) => one * power >= width * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** 0.30000000000000004 is 0.3. */
function clean(value: number): number {
  return Number(value.toPrecision(15));
}
