import { ReportedError } from '../../base/reported-error.ts';

export type InfraErrorCode =
  | 'cannot-serve'
  | 'took-too-long'
  | 'took-too-much-memory'
  | 'died'
  | 'no-request';

/** Why a model could not be loaded or queried. */
export class InfraError extends ReportedError<InfraErrorCode> {
  /** Whether another try may turn out differently. */
  get isWorthAnotherTry(): boolean {
    return this.code === 'took-too-long' || this.code === 'died';
  }
}
