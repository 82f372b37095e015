import { ReportedError } from '../base/reported-error.ts';

export type OrchestratorErrorCode =
  | 'root-in-use'
  | 'not-trusted'
  | 'no-such-cell'
  | 'invalid-cell'
  | 'no-such-file'
  | 'missing-source'
  | 'files-gone'
  | 'worker-died';

/** A problem with running a pipeline. */
export class OrchestratorError extends ReportedError<OrchestratorErrorCode> {}
