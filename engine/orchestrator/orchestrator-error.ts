import { ReportedError } from '../base/reported-error.ts';

export type OrchestratorErrorCode =
  | 'root-in-use'
  | 'not-trusted'
  | 'conflict'
  | 'no-such-cell'
  | 'no-such-file'
  | 'missing-source'
  | 'module-syntax'
  | 'missing-module'
  | 'worker-died'
  | 'abandoned'
  | 'output-missing'
  | 'blocked';

/** A problem with running a pipeline. */
export class OrchestratorError extends ReportedError<OrchestratorErrorCode> {}
