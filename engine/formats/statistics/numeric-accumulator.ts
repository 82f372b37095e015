import { combineMoments, type Moments, momentsOf, momentsOfEntries, NO_MOMENTS } from './moments.ts';
import { EMPTY_SUMMARY, mergeSummaries, type QuantileSummary, summarizeEntries } from './quantile-summary.ts';
import { FloatValueCounts } from './value-counts.ts';
import { ValueSample } from './value-sample.ts';

/** What is known of the numbers of a feature; NaN is counted and otherwise left out. */
export interface NumericSnapshot {
  readonly nan: number;
  readonly zeros: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly finiteMinimum: number;
  readonly finiteMaximum: number;
  readonly positiveInfinities: number;
  readonly moments: Moments;
  readonly summary: QuantileSummary;
}

export const NO_NUMBERS: NumericSnapshot = {
  nan: 0,
  zeros: 0,
  minimum: Number.POSITIVE_INFINITY,
  maximum: Number.NEGATIVE_INFINITY,
  finiteMinimum: Number.POSITIVE_INFINITY,
  finiteMaximum: Number.NEGATIVE_INFINITY,
  positiveInfinities: 0,
  moments: NO_MOMENTS,
  summary: EMPTY_SUMMARY,
};

/** Lists at least this long are tried on the table of exact counts; it would not pay for single numbers. */
const TABLE_FROM = 256;
const BUFFERED = 4096;

/** Collects the numbers of one feature. */
export class NumericAccumulator {
  #table: FloatValueCounts | null = null;
  readonly #sample = new ValueSample();
  #buffer: Float64Array | null = null;
  #buffered = 0;
  #seen: NumericSnapshot = NO_NUMBERS;

  addFloats(values: Float32Array): void {
    if (values.length >= TABLE_FROM) {
      this.#table ??= new FloatValueCounts();
      if (this.#table.tryAdd(values)) return;
      this.#addChunk(values);
    } else for (const value of values) this.addNumber(value);
  }

  addNumber(value: number): void {
    this.#buffer ??= new Float64Array(BUFFERED);
    this.#buffer[this.#buffered++] = value;
    if (this.#buffered === BUFFERED) this.#flush();
  }

  snapshot(): NumericSnapshot {
    this.#flush();
    const sampled = { ...this.#seen, summary: this.#sample.summary() };
    return this.#table ? mergeNumeric(sampled, snapshotOfEntries(this.#table.entries())) : sampled;
  }

  #flush(): void {
    if (this.#buffer && this.#buffered > 0) this.#addChunk(this.#buffer.subarray(0, this.#buffered));
    this.#buffered = 0;
  }

  #addChunk(chunk: Float32Array | Float64Array): void {
    const numbers = chunk.some(Number.isNaN) ? chunk.filter((value) => !Number.isNaN(value)) : chunk;
    this.#sample.addAll(numbers);
    this.#seen = mergeNumeric(this.#seen, {
      ...extremesOf(numbers),
      nan: chunk.length - numbers.length,
      moments: momentsOf(numbers),
      summary: EMPTY_SUMMARY,
    });
  }
}

export function mergeNumeric(a: NumericSnapshot, b: NumericSnapshot): NumericSnapshot {
  return {
    nan: a.nan + b.nan,
    zeros: a.zeros + b.zeros,
    minimum: Math.min(a.minimum, b.minimum),
    maximum: Math.max(a.maximum, b.maximum),
    finiteMinimum: Math.min(a.finiteMinimum, b.finiteMinimum),
    finiteMaximum: Math.max(a.finiteMaximum, b.finiteMaximum),
    positiveInfinities: a.positiveInfinities + b.positiveInfinities,
    moments: combineMoments(a.moments, b.moments),
    summary: mergeSummaries(a.summary, b.summary),
  };
}

/** The snapshot of values of which each count is known. */
export function snapshotOfEntries(counts: ReadonlyMap<number, number>): NumericSnapshot {
  const entries = [...counts].filter(([value]) => !Number.isNaN(value));
  const values = Float64Array.from(entries, ([value]) => value);
  return {
    ...extremesOf(values),
    nan: counts.get(Number.NaN) ?? 0,
    zeros: counts.get(0) ?? 0,
    positiveInfinities: counts.get(Number.POSITIVE_INFINITY) ?? 0,
    moments: momentsOfEntries(entries),
    summary: summarizeEntries(entries),
  };
}

type Extremes = Omit<NumericSnapshot, 'nan' | 'moments' | 'summary'>;

function extremesOf(values: Float32Array | Float64Array): Extremes {
  let zeros = 0;
  let [minimum, maximum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value === 0) zeros++;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  const hasOnlyFinite = minimum !== Number.NEGATIVE_INFINITY && maximum !== Number.POSITIVE_INFINITY;
  if (hasOnlyFinite || values.length === 0) {
    return { zeros, minimum, maximum, finiteMinimum: minimum, finiteMaximum: maximum, positiveInfinities: 0 };
  }
  const finite = extremesOf(values.filter(Number.isFinite));
  const positiveInfinities = values.filter((value) => value === Number.POSITIVE_INFINITY).length;
  const { finiteMinimum, finiteMaximum } = finite;
  return { zeros, minimum, maximum, finiteMinimum, finiteMaximum, positiveInfinities };
}
