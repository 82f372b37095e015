import type { ErrorView } from '../contract/error.ts';
import type { Freshness, Reason } from '../contract/notebook.ts';
import type { Outcome } from '../metadata/execution-table.ts';

/** The newest attempt at a cell. */
export interface AttemptFacts {
  readonly outcome: Outcome;
  readonly key: string | null;
  readonly error?: ErrorView;
  /** "Resume from epoch 7", when a cancelled attempt left checkpoints. */
  readonly resumable?: string;
}

/** The newest success of a cell. */
export interface SuccessFacts {
  readonly key: string | null;
  /** Every listed file is there with its size (rule R2). */
  readonly outputsVerified: boolean;
  /** Why its key differs from the current one; empty when they are equal or the current one is unknown. */
  readonly reasons: readonly Reason[];
}

export interface ParentFacts {
  readonly cell: string;
  readonly state: Freshness['state'];
}

/** All that freshness depends on. No clock, no files: what it says can be tested exhaustively. */
export interface CellFacts {
  /** What keeps the cell from running at all: wrong parameters, missing connections. */
  readonly problems: readonly Reason[];
  /** Cells whose outputs this one reads. */
  readonly parents: readonly ParentFacts[];
  /** The current key; null while it is unknown because a parent is not fresh (rule S3). */
  readonly key: string | null;
  readonly newest: AttemptFacts | undefined;
  readonly success: SuccessFacts | undefined;
}

/** What is known about a cell's newest result. Only `fresh` lets a downstream cell read it silently. */
export function deriveFreshness(facts: CellFacts): Freshness {
  if (facts.problems.length > 0) {
    return { state: 'blocked', reasons: [...facts.problems] };
  }
  const blocking = facts.parents.filter(({ state }) => state === 'failed' || state === 'blocked');
  if (blocking.length > 0) {
    return { state: 'blocked', reasons: blocking.map(blockedBy) };
  }
  const unready = facts.parents.filter(({ state }) => state !== 'fresh');
  if (!facts.success) {
    return withoutSuccess(facts);
  }
  if (unready.length > 0) {
    return { state: 'stale', reasons: unready.map(staleBecauseOf) };
  }
  return compareKeys(facts, facts.success);
}

/** An attempt counts until the cell is configured otherwise. */
function withoutSuccess({ key, newest }: CellFacts): Freshness {
  const counts = newest && (key === null || newest.key === key);
  return (counts ? unsuccessful(newest) : undefined) ?? { state: 'empty' };
}

function compareKeys({ key, newest }: CellFacts, success: SuccessFacts): Freshness {
  const attempt = newest && newest.key === key ? unsuccessful(newest) : undefined;
  if (attempt) {
    return attempt;
  }
  if (success.key === null || success.key !== key) {
    const unknown = [{ message: 'Another program made this result; how is not known' }];
    return { state: 'stale', reasons: success.key === null ? unknown : [...success.reasons] };
  }
  if (!success.outputsVerified) {
    return { state: 'stale', reasons: [{ message: 'Output missing or damaged' }] };
  }
  return { state: 'fresh' };
}

/** The state after an attempt that did not succeed; undefined for any other attempt. */
function unsuccessful({ outcome, error, resumable }: AttemptFacts): Freshness | undefined {
  if (outcome === 'failed') {
    return { state: 'failed', error: error ?? { code: 'unknown', message: 'The cell failed' } };
  }
  if (outcome === 'canceled' || outcome === 'abandoned') {
    return { state: 'cancelled', ...(resumable === undefined ? {} : { resumable }) };
  }
  return undefined;
}

function blockedBy({ cell, state }: ParentFacts): Reason {
  return { cell, message: `${cell} ${state === 'failed' ? 'failed' : 'is blocked'}` };
}

const unreadyWords: Readonly<Record<Freshness['state'], string>> = {
  empty: 'has not run',
  stale: 'is stale',
  cancelled: 'was cancelled',
  failed: 'failed',
  blocked: 'is blocked',
  fresh: 'is fresh',
};

function staleBecauseOf({ cell, state }: ParentFacts): Reason {
  return { cell, message: `Upstream ${cell} ${unreadyWords[state]}` };
}
