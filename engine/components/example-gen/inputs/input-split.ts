/** The format that was asked for or found. */
export type InputFormat = 'tfrecord' | 'csv' | 'parquet' | 'image-masks' | 'image-classes';

/** One split of the input with its files, absolute and sorted by their path below the base folder. */
export interface InputSplit {
  readonly name: string;
  /** The pattern with its placeholders filled in. */
  readonly pattern: string;
  readonly files: readonly string[];
}

/** All that an ExampleGen cell reads, found before it runs. */
export interface ResolvedInputs {
  readonly format: InputFormat;
  readonly base: string;
  readonly splits: readonly InputSplit[];
  readonly span: number;
  readonly version: number | null;
}
