import { ReportedError } from '../../base/reported-error.ts';

export type FilesystemErrorCode = 'cannot-push' | 'no-such-version' | 'not-a-serving-model';

/** A push to a folder, or a rollback in it, that could not be done. */
export class FilesystemError extends ReportedError<FilesystemErrorCode> {}
