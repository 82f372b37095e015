import { HubApiError } from '@huggingface/hub';
import { isAbortError } from '../../base/error-view.ts';
import { ReportedError } from '../../base/reported-error.ts';

export type HubErrorCode =
  | 'no-token'
  | 'bad-token'
  | 'no-write-scope'
  | 'other-owner'
  | 'bad-name'
  | 'not-found'
  | 'other-space-kind'
  | 'quota'
  | 'rate-limited'
  | 'branch-moved'
  | 'redirected'
  | 'unreachable'
  | 'service-failed'
  | 'refused'
  | 'damaged';

/** A push or fetch that the Hub, the network or the user's rights do not allow. */
export class HubError extends ReportedError<HubErrorCode> {}

/** What the Hub's status codes mean for someone who pushes. */
const statusMeanings: Readonly<Record<number, { readonly code: HubErrorCode; readonly hint: string }>> = {
  401: { code: 'bad-token', hint: 'Sign in again with a token from huggingface.co/settings/tokens' },
  403: {
    code: 'no-write-scope',
    hint: 'Use a token with write access to this owner, or choose another owner',
  },
  404: { code: 'not-found', hint: 'Check the name; a private repository is not shown to others' },
  409: { code: 'branch-moved', hint: 'Run the cell again: it continues on the newest state' },
  412: { code: 'branch-moved', hint: 'Run the cell again: it continues on the newest state' },
  429: {
    code: 'rate-limited',
    hint: 'Wait some minutes, then run the cell again: it continues where it stopped',
  },
};

/**
 * Words an error of the Hub's client or of the network for the person who pushes; the service's own words are kept
 * in the details. Errors that are already worded and cancellations pass unchanged.
 *
 * @param action what could not be done, as in "Cannot create ada/model"
 */
export function explainHubError(error: unknown, action: string): unknown {
  if (error instanceof ReportedError || isAbortError(error)) {
    return error;
  }
  if (!(error instanceof HubApiError)) {
    return explainOther(error, action);
  }
  const details = error.message;
  if (error.statusCode === 403 && /storage|quota|limit/i.test(details)) {
    const hint =
      'Free space on the Hub or raise the plan; then run the cell again: it continues where it stopped';
    return new HubError('quota', `${action}: the storage of this owner is full`, {
      hint,
      details,
      cause: error,
    });
  }
  const meaning = statusMeanings[error.statusCode] ?? unexpectedStatus(error.statusCode);
  const message = `${action}: the Hub answered ${error.statusCode}`;
  return new HubError(meaning.code, message, { hint: meaning.hint, details, cause: error });
}

function unexpectedStatus(status: number): { readonly code: HubErrorCode; readonly hint: string } {
  return status >= 500
    ? {
        code: 'service-failed',
        hint: 'The Hub has a problem; run the cell again later: it continues where it stopped',
      }
    : { code: 'refused', hint: 'The details hold what the Hub said' };
}

function explainOther(error: unknown, action: string): unknown {
  if (!isNetworkError(error)) {
    return error;
  }
  return new HubError('unreachable', `${action}: the connection to the Hub failed`, {
    hint: 'Check the network; then run the cell again: it continues where it stopped',
    details: networkReason(error),
    cause: error,
  });
}

/** Whether `fetch` failed before an answer came; it throws a TypeError for all of these. */
export function isNetworkError(error: unknown): error is TypeError {
  return (
    error instanceof TypeError && (error.cause !== undefined || /fetch failed|terminated/.test(error.message))
  );
}

function networkReason(error: TypeError): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}
