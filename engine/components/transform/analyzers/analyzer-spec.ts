/** What an analyzer finds out about its input over a whole data set. */
export type AnalyzerSpec =
  /** Mean and population variance; of each column with `elementwise`, else of all values together. */
  | { readonly kind: 'moments'; readonly elementwise: boolean }
  | { readonly kind: 'range'; readonly elementwise: boolean }
  /** Boundaries between `buckets` equally filled buckets. */
  | { readonly kind: 'quantiles'; readonly buckets: number }
  /** Distinct values, most frequent first. */
  | { readonly kind: 'vocabulary'; readonly topK: number | null; readonly frequencyThreshold: number }
  /** Moments or range of the first input for each value of the second. */
  | { readonly kind: 'moments-per-key' }
  | { readonly kind: 'range-per-key' };

/** Numbers by name, each with a shape; and the terms of a vocabulary, or the keys of a per-key result. */
export interface AnalyzerResult {
  readonly numbers: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>
  >;
  /** As bytes, since strings of examples need not be UTF-8. */
  readonly terms?: readonly Uint8Array[];
}
