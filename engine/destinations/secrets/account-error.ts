import { ReportedError } from '../../base/reported-error.ts';

/** A secret that cannot be used to sign in. */
export class AccountError extends ReportedError<'not-a-credentials-file'> {}
