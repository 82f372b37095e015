import { subKeyName } from '../../formats/evaluation/metric-key.ts';
import type { SliceResults } from './sliced-results.ts';

/** The numbers over all examples by name ("accuracy", "iou class 0"), as the table of runs compares them. */
export function overallMetrics(slices: readonly SliceResults[]): Record<string, number> {
  const overall = slices.find(({ slice }) => slice.length === 0);
  const entries = (overall?.results ?? []).flatMap(({ identity, value, isPlot }) =>
    isPlot || value.kind !== 'number' || !Number.isFinite(value.value)
      ? []
      : [[`${identity.name} ${subKeyName(identity)}`.trim(), value.value] as const],
  );
  return Object.fromEntries(entries);
}
