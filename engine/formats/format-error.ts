import { ReportedError } from '../base/reported-error.ts';

export type FormatErrorCode =
  | 'cannot-read'
  | 'cannot-write'
  | 'truncated'
  | 'bad-checksum'
  | 'too-large'
  | 'not-an-example'
  | 'mixed-types'
  | 'bad-syntax'
  | 'bad-value'
  | 'not-an-image'
  | 'unsupported'
  | 'changed-while-read';

/** A file that cannot be read or written as the format it should have; the location says where in it. */
export class FormatError extends ReportedError<FormatErrorCode> {}
