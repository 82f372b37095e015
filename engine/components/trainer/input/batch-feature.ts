/** A dense feature that batches carry; `shape` is that of one example. */
export interface BatchFeature {
  readonly name: string;
  readonly dtype: 'float32' | 'int32';
  readonly shape: readonly number[];
}

/** Some examples side by side: each feature's values one example after the other. */
export interface Batch {
  readonly size: number;
  readonly features: Readonly<Record<string, Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>>>;
}

/** Which records, in which order, one pass reads. */
export interface PassOptions {
  /** Undefined keeps the order of the files. */
  readonly shuffle?: { readonly seed: number; readonly epoch: number };
  /** How many batches, starting over as often as needed; one time through all records when left out. */
  readonly batches?: number;
}

export interface ReaderOptions {
  readonly files: readonly string[];
  readonly features: readonly BatchFeature[];
  readonly batchSize: number;
  /** Whether a rest of less than half a batch is left out, as training wants it. */
  readonly dropSmallRest: boolean;
  /** Decoded records are kept for the next pass while they take no more than this. */
  readonly cacheBytes: number;
}

export function elementsOf({ shape }: BatchFeature): number {
  return shape.reduce((product, size) => product * size, 1);
}
