import { join } from 'node:path';
import { splitsOf, statisticsFile } from '../../components/examples-artifact.ts';
import type { StatisticsView, statisticsMethods } from '../../contract/statistics.ts';
import type { DatasetFeatureStatistics } from '../../formats/proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { infinityDistance, jensenShannon } from '../../formats/schema/distances.ts';
import { type FeatureView, featureViews } from '../../formats/schema/feature-view.ts';
import { readStatistics } from '../../formats/statistics/read-statistics.ts';
import type { Handlers } from '../handler.ts';
import { viewFeature } from '../statistics/view-feature.ts';

interface NamedDataset {
  readonly split: string;
  readonly dataset: DatasetFeatureStatistics;
}

/** Answers what viewers ask of ExampleStatistics artifacts. */
export const statisticsHandlers: Handlers<typeof statisticsMethods> = {
  'statistics.get': async ({ artifactId }, { pipeline }) => {
    const { path, properties } = pipeline.artifact(artifactId);
    const splits = splitsOf({ properties: { split_names: String(properties.split_names ?? '') } });
    const datasets = await readSplits(path, splits);
    return { artifactId, splits: datasets.map(viewDataset), distances: distancesOf(datasets) };
  },
};

/** Statistics by split; those of Transform lie in the artifact itself and have no split. */
async function readSplits(path: string, splits: readonly string[]): Promise<readonly NamedDataset[]> {
  const files =
    splits.length === 0
      ? [{ split: 'all', file: join(path, 'FeatureStats.pb') }]
      : splits.map((split) => ({ split, file: statisticsFile(path, split) }));
  const lists = await Promise.all(
    files.map(async ({ split, file }) => {
      const { datasets } = await readStatistics(file);
      return datasets.map((dataset) => ({ split, dataset }));
    }),
  );
  return lists.flat();
}

function viewDataset({ split, dataset }: NamedDataset): StatisticsView['splits'][number] {
  return {
    name: split,
    slice: dataset.name === 'All Examples' ? '' : dataset.name,
    records: Number(dataset.numExamples),
    // Sparse and weighted features have no values of their own; what is wrong with them is among the anomalies.
    features: dataset.features.filter(({ stats }) => stats.case !== undefined).map(viewFeature),
  };
}

function distancesOf(datasets: readonly NamedDataset[]): StatisticsView['distances'] {
  const [first, second] = datasets.filter(({ dataset }) => ['', 'All Examples'].includes(dataset.name));
  if (!first || !second) return {};
  const others = new Map(featureViews(second.dataset).map((view) => [view.name, view]));
  return Object.fromEntries(
    featureViews(first.dataset).flatMap((view) => {
      const other = others.get(view.name);
      return other && view.hasCommon && view.type === other.type
        ? [[view.name, distanceOf(view, other)]]
        : [];
    }),
  );
}

/** The measures that TFDV's comparators use: shares of values for text, the divergence for numbers too. */
function distanceOf(a: FeatureView, b: FeatureView): StatisticsView['distances'][string] {
  const isEmpty = a.present === 0 || b.present === 0;
  return {
    jensenShannon: isEmpty ? null : jensenShannon(a, b),
    linfinity: isEmpty || !a.strings ? null : infinityDistance(a, b).distance,
  };
}
