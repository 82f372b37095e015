import type { FormatError } from '../../../formats/format-error.ts';
import type { ExampleGenError } from '../example-gen-error.ts';
import type { InputSplit } from '../inputs/input-split.ts';
import type { ExampleGenParameters } from '../parameters.ts';
import type { SplitRule } from '../splits/output-splits.ts';

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
  /** Told how much was done, in the unit of the reader. */
  onProgress(done: number): void;
  /** Handles a bad record: throws it, or notes it when the user chose to skip. */
  onBadRecord(error: FormatError | ExampleGenError): void;
}

/** Records of one split, framed and compressed. */
export interface PackedMember {
  readonly split: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly records: number;
}

/** Turns the files of an input split into tf.Examples. */
export interface ExampleReader {
  readonly unit: 'images' | 'bytes' | 'records';
  /** Looks at the files, as far as it must to know how much there is to do. */
  open(context: ReaderContext): Promise<OpenInput>;
}

/** An input split that is ready to be gone through once: by `read`, or by `pack` on threads of its own. */
export interface OpenInput {
  /** How many units will be gone through. */
  readonly units: number;
  read?(): AsyncIterable<SourceBatch>;
  pack?(rule: SplitRule): AsyncIterable<PackedMember>;
}
