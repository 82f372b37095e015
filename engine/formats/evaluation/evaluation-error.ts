import { ReportedError } from '../../base/reported-error.ts';

export type EvaluationErrorCode =
  | 'bad-eval-config'
  | 'unknown-metric'
  | 'metric-does-not-fit'
  | 'bad-slice'
  | 'bad-label'
  | 'bad-prediction'
  | 'bad-model'
  | 'no-examples'
  | 'damaged-evaluation';

/** What goes wrong while a model is evaluated, or while an evaluation is read back. */
export class EvaluationError extends ReportedError<EvaluationErrorCode> {}
