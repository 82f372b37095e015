import { ReportedError } from '../../base/reported-error.ts';

export type TrainerErrorCode =
  | 'missing-input'
  | 'wrong-model'
  | 'wrong-hyperparameter'
  | 'unknown-class'
  | 'no-examples'
  | 'reader-failed'
  | 'loss-not-finite'
  | 'out-of-memory'
  | 'weights-do-not-fit'
  | 'no-model';

/** A failure of training that lies in the model, its parameters or the data. */
export class TrainerError extends ReportedError<TrainerErrorCode> {}
