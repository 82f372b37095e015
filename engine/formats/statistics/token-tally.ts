import { mergeCounts, type ValueCounts } from './common-statistics.ts';
import type { Token } from './language-feature.ts';

/** Parts of a sequence that positions are told by (TFDV's num_histogram_buckets). */
export const POSITION_BUCKETS = 10;

/** How often one token occurs. */
export interface TokenSnapshot {
  readonly frequency: number;
  /** Sequences that have it. */
  readonly sequences: number;
  /** In one sequence at least and at most; null while there was none. */
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** How often it occurs in each tenth of its sequences. */
  readonly positions: ValueCounts;
}

/** Counts one token over sequences. */
export class TokenTally {
  readonly token: Token;
  readonly #positions = new Map<number, number>();
  #frequency = 0;
  #sequences = 0;
  #minimum: number | null = null;
  #maximum: number | null = null;

  constructor(token: Token) {
    this.token = token;
  }

  add(tokens: readonly Token[]): void {
    let count = 0;
    for (const [index, token] of tokens.entries()) {
      if (token !== this.token) continue;
      count++;
      const bucket = Math.trunc((index / tokens.length) * POSITION_BUCKETS);
      this.#positions.set(bucket, (this.#positions.get(bucket) ?? 0) + 1);
    }
    this.#frequency += count;
    if (count > 0) this.#sequences++;
    this.#minimum = Math.min(this.#minimum ?? count, count);
    this.#maximum = Math.max(this.#maximum ?? count, count);
  }

  snapshot(): TokenSnapshot {
    return {
      frequency: this.#frequency,
      sequences: this.#sequences,
      minimum: this.#minimum,
      maximum: this.#maximum,
      positions: this.#positions,
    };
  }
}

/** Of the same tokens. */
export function mergeTokens(
  a: ReadonlyMap<Token, TokenSnapshot>,
  b: ReadonlyMap<Token, TokenSnapshot>,
): ReadonlyMap<Token, TokenSnapshot> {
  return new Map(
    [...a].map(([token, one]) => {
      const other = b.get(token);
      return [token, other ? mergeToken(one, other) : one];
    }),
  );
}

function mergeToken(a: TokenSnapshot, b: TokenSnapshot): TokenSnapshot {
  return {
    frequency: a.frequency + b.frequency,
    sequences: a.sequences + b.sequences,
    minimum:
      a.minimum === null || b.minimum === null ? (a.minimum ?? b.minimum) : Math.min(a.minimum, b.minimum),
    maximum:
      a.maximum === null || b.maximum === null ? (a.maximum ?? b.maximum) : Math.max(a.maximum, b.maximum),
    positions: mergeCounts(a.positions, b.positions),
  };
}
