import { ReportedError } from '../../base/reported-error.ts';

export type ExampleGenErrorCode =
  | 'no-such-folder'
  | 'no-input-files'
  | 'wrong-pattern'
  | 'wrong-split'
  | 'missing-mask'
  | 'bad-mask'
  | 'outside-folder'
  | 'changed-while-read';

/** The input of an ExampleGen cell is not what its parameters say. */
export class ExampleGenError extends ReportedError<ExampleGenErrorCode> {}
