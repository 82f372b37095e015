import type { FeatureStatisticsView } from '../../../engine/contract/statistics.ts';
import type { ValueBar } from '../../charts/value-bars.tsx';

/** What TFDV writes in place of values that are not text. */
const placeholders: Readonly<Record<string, string>> = {
  __BYTES_VALUE__: '(bytes)',
  __LARGE_BYTES__: '(long bytes)',
};

/** The most frequent values of a feature over all splits, with their share of each split's values. */
export function valueBarsOf(
  bySplit: readonly (FeatureStatisticsView | undefined)[],
  limit: number,
): ValueBar[] {
  const counts = bySplit.map(
    (feature) => new Map(frequencies(feature).map(({ label, count }) => [label, count])),
  );
  const totals = bySplit.map((feature) => feature?.totalValues ?? 0);
  const values = [...new Set(counts.flatMap((one) => [...one.keys()]))];
  const bars = values.map((value) => {
    const own = counts.map((one) => one.get(value) ?? 0);
    return {
      value: placeholders[value] ?? value,
      counts: own,
      shares: own.map((count, index) => (totals[index] ? count / (totals[index] ?? 1) : 0)),
    };
  });
  return bars.sort((a, b) => Math.max(...b.shares) - Math.max(...a.shares)).slice(0, limit);
}

/** The rank histogram has more values than the top list, where there is one. */
function frequencies(
  feature: FeatureStatisticsView | undefined,
): readonly { readonly label: string; readonly count: number }[] {
  const ranks = feature?.text?.ranks ?? [];
  return ranks.length > 0
    ? ranks
    : (feature?.text?.top ?? []).map(({ value, count }) => ({ label: value, count }));
}
