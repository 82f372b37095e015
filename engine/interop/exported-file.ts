/** A file to write, relative to the folder that is exported to, with forward slashes. */
export interface ExportedFile {
  readonly path: string;
  readonly text: string;
  /** For a person to go on with: where one is there already, it is kept whatever is in it. */
  readonly isStartingPoint?: boolean;
}

/** What an export could not say in the other tool's words, and what to do about it. */
export interface ExportNote {
  /** Null for the notebook as a whole. */
  readonly cell: string | null;
  readonly message: string;
}

export interface Export {
  readonly files: readonly ExportedFile[];
  readonly notes: readonly ExportNote[];
}
