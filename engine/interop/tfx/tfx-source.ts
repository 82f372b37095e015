import type { Notebook } from '../../pipeline/notebook.ts';

/** What a cell has written, as far as an export needs it. */
export interface WrittenArtifact {
  /** Its folder, relative to the notebook's, or absolute. */
  readonly path: string;
  readonly splits: readonly string[];
  /** Whether the cell would still write the same. */
  readonly isFresh: boolean;
}

export type DataFormat = 'tfrecord' | 'csv' | 'parquet' | 'images' | 'huggingface';

/** The data of an ExampleGen. */
export interface DataSource {
  /** Null where "auto" finds nothing to decide by. */
  readonly format: DataFormat | null;
  /** As the parameter says it, or the folder of the file that the parameter names. */
  readonly folder: string;
  /** The file's name where the parameter names one. */
  readonly file: string | null;
}

/** All that an export to TFX is made from; the same source gives the same files. */
export interface TfxSource {
  readonly notebook: Notebook;
  /** The notebook's folder as seen from the folder that is exported to, or absolute. */
  readonly notebookFolder: string;
  /** By cell. */
  readonly data: ReadonlyMap<string, DataSource>;
  /** The output "examples" or "model" of a cell's newest success, by cell. */
  readonly written: ReadonlyMap<string, WrittenArtifact>;
  /** For each cell with a module: its source and those it imports, by path relative to the notebook. */
  readonly modules: ReadonlyMap<string, ReadonlyMap<string, string>>;
}
