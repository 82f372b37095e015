import { ReportedError } from '../../base/reported-error.ts';

export type BulkInferrerErrorCode = 'no-such-output' | 'column-exists' | 'wrong-signature' | 'no-examples';

/** Why predictions could not be made or written. */
export class BulkInferrerError extends ReportedError<BulkInferrerErrorCode> {}
