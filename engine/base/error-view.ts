import { redact } from './redact.ts';
import { type ErrorLocation, ReportedError } from './reported-error.ts';
import { systemFailure } from './system-failure.ts';

/** An error as plain data, in the shape of the contract's `ErrorView`. */
export interface PlainError {
  code: string;
  message: string;
  hint?: string;
  location?: ErrorLocation;
  details?: string;
}

/**
 * What may be shown and stored of anything that was thrown: the fields of a `ReportedError`, what a full disk or
 * missing rights mean, or "internal" with the stack in the details for a defect of Millrace; without secrets in each.
 */
export function toErrorView(thrown: unknown, knownSecrets: readonly string[] = []): PlainError {
  const error = firstFailure(thrown);
  return redact(error instanceof ReportedError ? reportedView(error) : internalView(error), knownSecrets);
}

/** Whether an error says that work was cancelled (`AbortSignal`), which is never shown as a failure. */
export function isAbortError(thrown: unknown): boolean {
  const error = firstFailure(thrown);
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
}

/** On a full disk, closing a file fails after writing to it has: the first failure is the one to tell. */
function firstFailure(error: unknown): unknown {
  return error instanceof SuppressedError ? firstFailure(error.suppressed) : error;
}

function reportedView(error: ReportedError): PlainError {
  return {
    code: error.code,
    message: error.message,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(Object.keys(error.location).length === 0 ? {} : { location: error.location }),
    ...(error.details === undefined ? {} : { details: error.details }),
  };
}

function internalView(error: unknown): PlainError {
  const message = error instanceof Error ? error.message : String(error);
  const failure = error instanceof Error ? systemFailure(error) : null;
  if (failure !== null) return { ...failure, details: message };
  return {
    code: 'internal',
    message: message === '' ? 'Something unexpected went wrong' : message,
    hint: 'This is a defect of Millrace or of a module it runs; the details say where',
    ...(error instanceof Error && error.stack ? { details: error.stack } : {}),
  };
}
