import { ReportedError } from '../../base/reported-error.ts';

export type UserModuleErrorCode = 'module-missing' | 'module-broken' | 'no-such-function' | 'function-failed';

/** A failure in a TypeScript module that a user wrote, with the place in it. */
export class UserModuleError extends ReportedError<UserModuleErrorCode> {}
