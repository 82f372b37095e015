import { ReportedError } from '../../base/reported-error.ts';

/** A repository on the Hub that cannot become a model here. */
export class ImporterError extends ReportedError<'not-a-saved-model' | 'unsafe-model'> {}
