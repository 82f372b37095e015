/** Where in the user's material an error lies. Every field is optional; the more, the better the message. */
export interface ErrorLocation {
  readonly cell?: string;
  readonly parameter?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly record?: number;
  readonly offset?: number;
  readonly feature?: string;
}

export interface ReportedErrorOptions {
  readonly hint?: string;
  readonly location?: ErrorLocation;
  readonly details?: string;
  readonly cause?: unknown;
}

/**
 * A failure whose message was written for the person at the keyboard: what happened, and in `hint` what to do.
 *
 * Each subsystem derives one class with a closed union of codes. Anything else that is thrown is a defect of
 * Millrace and is shown as such, with its stack in the details.
 */
export class ReportedError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly hint: string | undefined;
  readonly location: ErrorLocation;
  readonly details: string | undefined;

  constructor(code: Code, message: string, options: ReportedErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = options.hint;
    this.location = options.location ?? {};
    this.details = options.details;
  }
}
