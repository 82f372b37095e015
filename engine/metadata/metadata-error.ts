import { ReportedError } from '../base/reported-error.ts';

export type MetadataErrorCode =
  | 'not-ml-metadata'
  | 'schema-version'
  | 'database-damaged'
  | 'no-such-artifact'
  | 'no-such-execution'
  | 'no-such-run';

/** A problem with the pipeline's metadata store. */
export class MetadataError extends ReportedError<MetadataErrorCode> {}
