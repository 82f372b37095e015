/** One line of `npm run bench --json`. `peer` and `ratio` are null where there is nothing to compare with. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer: number | null;
  readonly ratio: number | null;
  /** What the figure must stay under, where that was promised. */
  readonly bound?: number;
}
