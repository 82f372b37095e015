import { isAbortError } from '../../base/error-view.ts';
import { ReportedError } from '../../base/reported-error.ts';

export type VertexErrorCode =
  | 'no-credentials'
  | 'no-permission'
  | 'not-found'
  | 'quota'
  | 'refused'
  | 'unavailable'
  | 'operation-failed'
  | 'operation-timeout'
  | 'prediction-differs'
  | 'upload-damaged'
  | 'settings';

/** A step in Google Cloud that its service, the network or the user's rights do not allow. */
export class VertexError extends ReportedError<VertexErrorCode> {}

/** What was being done, for the message, and the role that allows it, for the hint. */
export interface VertexStep {
  /** Completes "Cannot …". */
  readonly action: string;
  readonly role: string;
}

/** gRPC status codes (google.rpc.Code) and HTTP statuses of the storage API that mean the same. */
const meanings: readonly {
  readonly codes: readonly number[];
  readonly code: VertexErrorCode;
  readonly hint: (step: VertexStep) => string;
}[] = [
  {
    codes: [3, 9, 11, 400, 412],
    code: 'refused',
    hint: () => 'Correct the parameter the service names, then run the cell again',
  },
  {
    codes: [5, 404],
    code: 'not-found',
    hint: () => 'Check the project, the region and the name; resources of other regions are not seen',
  },
  {
    codes: [7, 403],
    code: 'no-permission',
    hint: ({ role }) => `Ask for the role "${role}" on this project, or sign in as someone who has it`,
  },
  {
    codes: [8, 429],
    code: 'quota',
    hint: () =>
      'Ask for more quota in the console, choose another machine type or region, or wait, then run the cell again',
  },
  {
    codes: [16, 401],
    code: 'no-credentials',
    hint: () => 'Sign in with a service-account file, or run "gcloud auth application-default login"',
  },
  {
    codes: [4, 14, 502, 503, 504],
    code: 'unavailable',
    hint: () => 'Run the cell again: it continues where it stopped',
  },
];

/**
 * The error to show for what a client threw: the service's own words, and what to do. Cancellation passes unchanged.
 */
export function toVertexError(error: unknown, step: VertexStep): unknown {
  if (isAbortError(error) || error instanceof ReportedError) return error;
  const { code, details, message } = error as { code?: unknown; details?: string; message?: string };
  const words = details || message || String(error);
  if (/could not load the default credentials/i.test(words)) return credentialsMissing(step, error);
  const meaning = meanings.find(({ codes }) => codes.includes(Number(code)));
  return new VertexError(meaning?.code ?? 'operation-failed', `Cannot ${step.action}: ${words}`, {
    hint: meaning?.hint(step) ?? 'The service gave no more than this; its console may say why',
    cause: error,
  });
}

function credentialsMissing(step: VertexStep, cause: unknown): VertexError {
  return new VertexError('no-credentials', `Cannot ${step.action}: there are no Google Cloud credentials`, {
    hint: 'Sign in with a service-account file, or run "gcloud auth application-default login"',
    cause,
  });
}
