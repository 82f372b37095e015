import type { HostTensor } from '../../../tensorflow/host-tensor.ts';
import type { AnalyzerResult, AnalyzerSpec } from './analyzer-spec.ts';
import { QuantileSketch } from './quantile-sketch.ts';

/** Gathers what an analyzer needs, batch by batch. */
export interface Accumulator {
  add(inputs: readonly HostTensor[]): void;
  result(): AnalyzerResult;
}

export function createAccumulator(spec: AnalyzerSpec): Accumulator {
  switch (spec.kind) {
    case 'moments':
      return new ColumnAccumulator(spec.elementwise, momentsOf);
    case 'range':
      return new ColumnAccumulator(spec.elementwise, rangeOf);
    case 'quantiles':
      return new QuantileAccumulator(spec.buckets);
    case 'vocabulary':
      return new VocabularyAccumulator(spec.topK, spec.frequencyThreshold);
    case 'moments-per-key':
      return new KeyAccumulator(momentsOf);
    case 'range-per-key':
      return new KeyAccumulator(rangeOf);
  }
}

/** Running summary of one column. The mean is kept as in Welford's method, which stays exact for large counts. */
interface Summary {
  count: number;
  mean: number;
  squares: number;
  min: number;
  max: number;
}

type Measure = (summary: Summary) => Record<string, number>;

const momentsOf: Measure = ({ count, mean, squares }) => ({
  mean,
  variance: count === 0 ? 0 : squares / count,
});
const rangeOf: Measure = ({ min, max }) => ({ min, max });

function emptySummary(): Summary {
  return { count: 0, mean: 0, squares: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
}

function addValue(summary: Summary, value: number): void {
  if (Number.isNaN(value)) {
    return;
  }
  summary.count += 1;
  const difference = value - summary.mean;
  summary.mean += difference / summary.count;
  summary.squares += difference * (value - summary.mean);
  summary.min = Math.min(summary.min, value);
  summary.max = Math.max(summary.max, value);
}

class ColumnAccumulator implements Accumulator {
  readonly #elementwise: boolean;
  readonly #measure: Measure;
  #shape: readonly number[] = [];
  #columns: Summary[] = [];

  constructor(elementwise: boolean, measure: Measure) {
    this.#elementwise = elementwise;
    this.#measure = measure;
  }

  add([tensor]: readonly HostTensor[]): void {
    const { shape, data } = tensor as HostTensor & { data: Float32Array };
    this.#shape = this.#elementwise ? shape.slice(1) : [];
    const width = this.#shape.reduce((product, size) => product * size, 1);
    if (this.#columns.length === 0) {
      this.#columns = Array.from({ length: width }, emptySummary);
    }
    for (let index = 0; index < data.length; index += 1) {
      addValue(this.#columns[index % width] as Summary, Number(data[index]));
    }
  }

  result(): AnalyzerResult {
    return { numbers: collect(this.#columns.map(this.#measure), this.#shape) };
  }
}

class KeyAccumulator implements Accumulator {
  readonly #measure: Measure;
  readonly #keys = new Map<string, Summary>();

  constructor(measure: Measure) {
    this.#measure = measure;
  }

  add([values, keys]: readonly HostTensor[]): void {
    const names = binaryStrings(keys as HostTensor);
    const data = (values as HostTensor).data as ArrayLike<number>;
    const perKey = data.length / names.length;
    for (let index = 0; index < data.length; index += 1) {
      const key = names[Math.floor(index / perKey)] as string;
      const summary = this.#keys.get(key) ?? emptySummary();
      this.#keys.set(key, summary);
      addValue(summary, Number(data[index]));
    }
  }

  result(): AnalyzerResult {
    const entries = [...this.#keys].filter(([key]) => isLine(key)).sort(([a], [b]) => (a < b ? -1 : 1));
    const known = entries.length === 0 ? [[NO_TERM, emptySummary()] as const] : entries;
    const measured = known.map(([, summary]) => this.#measure(summary));
    return { numbers: collect(measured, [known.length]), terms: known.map(([key]) => bytesOf(key)) };
  }
}

class QuantileAccumulator implements Accumulator {
  readonly #buckets: number;
  readonly #sketch = new QuantileSketch();

  constructor(buckets: number) {
    this.#buckets = buckets;
  }

  add([tensor]: readonly HostTensor[]): void {
    for (const value of (tensor as HostTensor).data as Float32Array) {
      this.#sketch.add(Number(value));
    }
  }

  result(): AnalyzerResult {
    const ranks = Array.from({ length: this.#buckets - 1 }, (_, index) => (index + 1) / this.#buckets);
    const values = ranks.map((rank) => this.#sketch.quantile(rank));
    return { numbers: { boundaries: { shape: [values.length], values } } };
  }
}

class VocabularyAccumulator implements Accumulator {
  readonly #topK: number | null;
  readonly #threshold: number;
  readonly #counts = new Map<string, number>();

  constructor(topK: number | null, threshold: number) {
    this.#topK = topK;
    this.#threshold = threshold;
  }

  add([tensor]: readonly HostTensor[]): void {
    for (const term of binaryStrings(tensor as HostTensor)) {
      // Empty strings stand for missing values.
      if (term !== '' && isLine(term)) {
        this.#counts.set(term, (this.#counts.get(term) ?? 0) + 1);
      }
    }
  }

  /** Most frequent first; among equals the greater in bytes first, as tft orders them. */
  result(): AnalyzerResult {
    const terms = [...this.#counts]
      .filter(([, count]) => count >= this.#threshold)
      .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? 1 : -1))
      .map(([term]) => term)
      .slice(0, this.#topK ?? undefined);
    return { numbers: {}, terms: (terms.length === 0 ? [NO_TERM] : terms).map(bytesOf) };
  }
}

function collect(
  measured: readonly Record<string, number>[],
  shape: readonly number[],
): AnalyzerResult['numbers'] {
  const names = Object.keys(measured[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, { shape, values: measured.map((values) => values[name] as number) }]),
  );
}

/** What tft writes where there are no terms, since TensorFlow refuses an empty file. */
const NO_TERM = '49d0cd50-04bb-48c0-bc6f-5b575dce351a';

/** Whether a string stays one in a file of one term a line; others are left out, as tft does. */
function isLine(term: string): boolean {
  return !/[\n\r]/.test(term);
}

/** Strings that hold one byte a character, so that any bytes can be a key and compare as bytes do. */
function binaryStrings({ data }: HostTensor): string[] {
  return (data as Uint8Array[]).map((bytes) => Buffer.from(bytes).toString('latin1'));
}

function bytesOf(term: string): Uint8Array {
  return Buffer.from(term, 'latin1');
}
