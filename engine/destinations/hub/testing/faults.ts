/** A fault to inject into requests that match; each time it strikes, `times` counts down. */
export interface Fault {
  readonly method?: string;
  /** Tried against path and query, such as `/api/repos/create`. */
  readonly path: RegExp;
  /** How often it strikes. Default 1. */
  readonly times?: number;
  /** Matching requests let through before the first strike. Default 0. */
  readonly after?: number;
  readonly effect: FaultEffect;
}

export type FaultEffect =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Cuts the connection once this many bytes of the request's body came in. */
  | { readonly kind: 'drop'; readonly afterBytes: number }
  /** Does the work, then cuts the connection before the answer: the client cannot know. */
  | { readonly kind: 'drop-answer' }
  /** Sends this many bytes of the answer's body, then cuts the connection. */
  | { readonly kind: 'cut-answer'; readonly afterBytes: number }
  | { readonly kind: 'redirect'; readonly location: string; readonly status?: 302 | 307 | 308 }
  /** Holds the answer back until the promise settles. */
  | { readonly kind: 'hold'; readonly until: Promise<unknown> }
  /** Runs before the request is handled, to move a branch under the client's feet for one. */
  | { readonly kind: 'meanwhile'; readonly action: () => void };

/** The faults still to strike, in the order they were added. */
export class FaultPlan {
  readonly #faults: { readonly fault: Fault; strikes: number; passes: number }[] = [];

  add(fault: Fault): void {
    this.#faults.push({ fault, strikes: fault.times ?? 1, passes: fault.after ?? 0 });
  }

  clear(): void {
    this.#faults.length = 0;
  }

  /** Whether every fault struck as often as it was asked to. */
  get spent(): boolean {
    return this.#faults.every((entry) => entry.strikes === 0);
  }

  take(method: string, path: string): FaultEffect | undefined {
    const entry = this.#faults.find(
      ({ fault, strikes }) =>
        strikes > 0 && (fault.method === undefined || fault.method === method) && fault.path.test(path),
    );
    if (entry === undefined) {
      return undefined;
    }
    if (entry.passes > 0) {
      entry.passes -= 1;
      return undefined;
    }
    entry.strikes -= 1;
    return entry.fault.effect;
  }
}
