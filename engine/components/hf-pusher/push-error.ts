import { ReportedError } from '../../base/reported-error.ts';

export type PushErrorCode =
  | 'no-saved-model'
  | 'no-browser-model'
  | 'no-preprocessing'
  | 'secret-file'
  | 'bad-template'
  | 'no-gradio'
  | 'damaged-push-record';

/** A push whose material is incomplete or must not go out. */
export class PushError extends ReportedError<PushErrorCode> {}
