import { ReportedError } from '../base/reported-error.ts';

export type TensorFlowErrorCode =
  | 'runtime-missing'
  | 'runtime-broken'
  | 'saved-model-unreadable'
  | 'no-such-signature'
  | 'wrong-input'
  | 'out-of-memory'
  | 'execution-failed'
  | 'value-read-while-tracing'
  | 'randomness-while-tracing'
  | 'untraceable';

/** A failure of the TensorFlow runtime, of a trace, or of a SavedModel. */
export class TensorFlowError extends ReportedError<TensorFlowErrorCode> {}

/** Turns what the native binding threw into an error that says which work failed and, where known, why. */
export function fromBinding(cause: unknown, work: string): TensorFlowError {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/OOM|RESOURCE_EXHAUSTED|out of memory|bad_alloc/i.test(message)) {
    return new TensorFlowError('out-of-memory', `Not enough memory to ${work}`, {
      hint: 'Lower the batch size or close other programs',
      details: message,
      cause,
    });
  }
  return new TensorFlowError('execution-failed', `Cannot ${work}: ${firstLine(message)}`, {
    details: message,
    cause,
  });
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}
