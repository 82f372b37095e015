import { ReportedError } from '../../base/reported-error.ts';

export type TransformErrorCode =
  | 'unusable-feature'
  | 'wrong-output'
  | 'no-such-split'
  | 'no-examples'
  | 'analyzers-changed'
  | 'vocabulary-name-taken'
  | 'too-many-values'
  | 'wrong-default'
  | 'mismatched-splits';

/** A failure of Transform that lies in the schema, the data or the preprocessing function. */
export class TransformError extends ReportedError<TransformErrorCode> {}
