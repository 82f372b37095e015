import type { FeatureStatisticsView } from '../../../engine/contract/statistics.ts';
import { formatCount, formatNumber } from '../../ui/format.ts';

type CustomValue = FeatureStatisticsView['custom'][number]['value'];

/** A custom statistic with its value in each split, null where a split lacks it. */
export interface CustomRow {
  readonly name: string;
  readonly values: readonly (string | null)[];
}

/** Labels that are listed of one statistic; the rest are counted. */
const labelsShown = 12;

/** The custom statistics of a feature over all splits, in the order in which they first occur. */
export function customRows(bySplit: readonly (FeatureStatisticsView | undefined)[]): readonly CustomRow[] {
  const names = new Set(bySplit.flatMap((feature) => feature?.custom.map(({ name }) => name) ?? []));
  return Array.from(names, (name) => ({
    name,
    values: bySplit.map((feature) => {
      const value = feature?.custom.find((statistic) => statistic.name === name)?.value;
      return value === undefined ? null : wordsOf(value);
    }),
  }));
}

function wordsOf(value: CustomValue): string {
  if (typeof value === 'number') {
    return formatNumber(value);
  }
  if (typeof value === 'string') {
    return value;
  }
  const shown = value.slice(0, labelsShown).map(({ label, count }) => `${label} ${formatCount(count)}`);
  const rest = value.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${formatCount(rest)} more`] : [])].join(', ');
}
