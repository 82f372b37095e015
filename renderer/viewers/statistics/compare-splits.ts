import type { FeatureStatisticsView, StatisticsView } from '../../../engine/contract/statistics.ts';

export type StatisticsSplit = StatisticsView['splits'][number];

/** One feature over all shown splits; a split that lacks it has undefined at its place. */
export interface FeatureRow {
  readonly path: string;
  readonly group: 'numeric' | 'categorical';
  readonly type: FeatureStatisticsView['type'];
  readonly bySplit: readonly (FeatureStatisticsView | undefined)[];
  readonly distance: number | null;
  readonly flags: readonly Flag[];
}

/** Something about a feature worth a look. `split` is the index of the split it was seen in. */
export interface Flag {
  readonly kind: 'missing' | 'zeros' | 'nan' | 'constant' | 'absent';
  readonly split: number;
  readonly share: number;
}

/** Facets Overview's thresholds: what is red there is flagged here. */
const noticeable = { missing: 0.01, zeros: 0.1, nan: 0 } as const;

/** Joins the features of several splits by path, in the order in which they first occur. */
export function compareSplits(
  splits: readonly StatisticsSplit[],
  distances: StatisticsView['distances'],
): FeatureRow[] {
  const paths = new Set(splits.flatMap((split) => split.features.map(pathOf)));
  return [...paths].map((path) => {
    const bySplit = splits.map((split) => split.features.find((feature) => pathOf(feature) === path));
    const first = bySplit.find((feature) => feature !== undefined);
    return {
      path,
      group: first?.numeric ? 'numeric' : 'categorical',
      type: first?.type ?? 'BYTES',
      bySplit,
      distance: distanceOf(distances[path]),
      flags: bySplit.flatMap((feature, split) => flagsOf(feature, split)),
    };
  });
}

/** The shares that the table shows and sorts by; null where a value does not apply. */
export function shareOf(
  feature: FeatureStatisticsView | undefined,
  what: 'missing' | 'zeros' | 'nan',
): number | null {
  if (feature === undefined) {
    return null;
  }
  if (what === 'missing') {
    const records = feature.present + feature.missing;
    return records === 0 ? 0 : feature.missing / records;
  }
  if (feature.numeric === null) {
    return null;
  }
  return feature.totalValues === 0 ? 0 : feature.numeric[what] / feature.totalValues;
}

function flagsOf(feature: FeatureStatisticsView | undefined, split: number): Flag[] {
  if (feature === undefined) {
    return [{ kind: 'absent', split, share: 1 }];
  }
  const shares = (['missing', 'zeros', 'nan'] as const).map((kind) => ({
    kind,
    share: shareOf(feature, kind) ?? 0,
  }));
  const flags: Flag[] = shares
    .filter(({ kind, share }) => share > noticeable[kind])
    .map(({ kind, share }) => ({ kind, share, split }));
  return isConstant(feature) ? [...flags, { kind: 'constant', split, share: 1 }] : flags;
}

function isConstant({ numeric, text, present }: FeatureStatisticsView): boolean {
  if (present < 2) {
    return false;
  }
  return numeric === null ? text?.unique === 1 : numeric.minimum === numeric.maximum;
}

function distanceOf(distance: StatisticsView['distances'][string] | undefined): number | null {
  return distance?.jensenShannon ?? distance?.linfinity ?? null;
}

function pathOf(feature: FeatureStatisticsView): string {
  return feature.path.join('.');
}
