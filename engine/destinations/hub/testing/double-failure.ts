interface DoubleFailureOptions {
  readonly errorCode?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** An answer other than success, with the headers by which the Hub's clients tell errors apart. */
export class DoubleFailure extends Error {
  readonly status: number;
  readonly errorCode: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** What the body holds beside `error`. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(status: number, message: string, options: DoubleFailureOptions = {}) {
    super(message);
    this.name = 'DoubleFailure';
    this.status = status;
    this.errorCode = options.errorCode;
    this.headers = options.headers ?? {};
    this.extra = options.extra ?? {};
  }
}

export function repositoryNotFound(): DoubleFailure {
  return new DoubleFailure(404, 'Repository not found', { errorCode: 'RepoNotFound' });
}

export function revisionNotFound(revision: string): DoubleFailure {
  return new DoubleFailure(404, `Invalid rev id: ${revision}`, { errorCode: 'RevisionNotFound' });
}

export function entryNotFound(): DoubleFailure {
  return new DoubleFailure(404, 'Entry not found', { errorCode: 'EntryNotFound' });
}
