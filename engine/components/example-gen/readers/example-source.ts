import type { FormatError } from '../../../formats/format-error.ts';
import type { ExampleGenError } from '../example-gen-error.ts';
import type { InputSplit } from '../inputs/input-split.ts';
import type { ExampleGenParameters } from '../parameters.ts';

/** Serialized tf.Examples on their way to a split. */
export interface SourceBatch {
  readonly records: readonly Uint8Array[];
  /** What a record is known by (a file name), where there is something better than its bytes; parallel to `records`. */
  readonly names?: readonly string[];
}

export interface ReaderContext {
  readonly split: InputSplit;
  readonly base: string;
  readonly parameters: ExampleGenParameters;
  readonly signal: AbortSignal;
  /** Told what of `totalUnits` was done, in the unit of the reader. */
  onProgress(done: number): void;
  /** Handles a bad record: throws it, or notes it when the user chose to skip. */
  onBadRecord(error: FormatError | ExampleGenError): void;
}

/** Turns the files of one input split into tf.Examples. */
export interface ExampleReader {
  readonly unit: 'images' | 'bytes' | 'records';
  /** How many units `read` will go through. */
  countUnits(context: ReaderContext): Promise<number>;
  read(context: ReaderContext): AsyncIterable<SourceBatch>;
}
