import { create } from '@bufbuild/protobuf';
import { PathSchema } from '../proto/gen/tensorflow_metadata/proto/v0/path_pb.js';
import {
  type CommonStatistics,
  type DatasetFeatureStatistics,
  type DatasetFeatureStatisticsList,
  DatasetFeatureStatisticsListSchema,
  DatasetFeatureStatisticsSchema,
  type FeatureNameStatistics,
  FeatureNameStatistics_Type,
  FeatureNameStatisticsSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { featureName } from '../schema/feature-view.ts';
import { commonStatistics } from './common-statistics.ts';
import type { CompositeSnapshot } from './composite-accumulator.ts';
import { compositeStatistics } from './composite-statistics.ts';
import type { DatasetSnapshot } from './dataset-accumulator.ts';
import { type FeatureSnapshot, NO_VALUES } from './feature-accumulator.ts';
import { languageStatistics } from './language-statistics.ts';
import { numericStatistics } from './numeric-statistics.ts';
import { bytesStatistics, imageStatistics, stringStatistics } from './string-statistics.ts';
import { weightedCommon, weightedNumeric, weightedStrings } from './weighted-statistics.ts';

const TYPES = {
  int: FeatureNameStatistics_Type.INT,
  float: FeatureNameStatistics_Type.FLOAT,
  bytes: FeatureNameStatistics_Type.STRING,
} as const;

/** A data set by the name of its slice; TFDV leaves the name of all records empty while there are no slices. */
export interface NamedSnapshot {
  readonly name: string;
  readonly snapshot: DatasetSnapshot;
}

/** TFDV's DatasetFeatureStatisticsList of some slices, features in the order of their names. */
export function datasetStatistics(slices: readonly NamedSnapshot[]): DatasetFeatureStatisticsList {
  return create(DatasetFeatureStatisticsListSchema, { datasets: slices.map(sliceStatistics) });
}

function sliceStatistics({ name, snapshot }: NamedSnapshot): DatasetFeatureStatistics {
  // TFDV has no type for features of which only the name is known, and calls them strings.
  const unknown = [...snapshot.unset].filter((feature) => !snapshot.features.has(feature));
  const known = [...snapshot.features, ...unknown.map((feature) => [feature, NO_VALUES] as const)];
  const features = known.map(([feature, one]) => featureStatistics(feature, one, snapshot));
  const all = addComposites(features, snapshot.composites);
  return create(DatasetFeatureStatisticsSchema, {
    name,
    numExamples: BigInt(snapshot.examples),
    features: all.sort((a, b) => (featureName(a) < featureName(b) ? -1 : 1)),
    ...(snapshot.weightedExamples === null ? {} : { weightedNumExamples: snapshot.weightedExamples }),
  });
}

/** A composite feature has no statistics but its custom ones; they join those of a feature with the same name. */
function addComposites(
  features: readonly FeatureNameStatistics[],
  composites: readonly CompositeSnapshot[],
): FeatureNameStatistics[] {
  const byName = new Map(features.map((feature) => [featureName(feature), feature]));
  for (const composite of composites) {
    const { name } = composite.feature;
    const feature = byName.get(name) ?? create(FeatureNameStatisticsSchema, { fieldId: pathOf(name) });
    feature.customStats.push(...compositeStatistics(composite));
    byName.set(name, feature);
  }
  return [...byName.values()];
}

function pathOf(name: string): FeatureNameStatistics['fieldId'] {
  return { case: 'path', value: create(PathSchema, { step: [name] }) };
}

function featureStatistics(
  name: string,
  feature: FeatureSnapshot,
  { examples, weightedExamples }: DatasetSnapshot,
): FeatureNameStatistics {
  const { weighted } = feature;
  const commonStats = commonStatistics(feature.valueCounts, examples);
  if (weighted) commonStats.weightedCommonStats = weightedCommon(weighted, weightedExamples ?? 0);
  return create(FeatureNameStatisticsSchema, {
    type: feature.isBytes ? FeatureNameStatistics_Type.BYTES : TYPES[feature.kind],
    fieldId: pathOf(name),
    stats: valueStatistics(feature, commonStats),
    customStats: [
      ...(feature.kind === 'bytes' ? imageStatistics(feature.strings) : []),
      ...(feature.language ? [languageStatistics(feature.language)] : []),
    ],
  });
}

function valueStatistics(
  feature: FeatureSnapshot,
  commonStats: CommonStatistics,
): FeatureNameStatistics['stats'] {
  if (feature.isBytes) {
    return { case: 'bytesStats', value: { ...bytesStatistics(feature.strings), commonStats } };
  }
  const { weighted } = feature;
  if (feature.kind === 'bytes' || feature.isCategorical) {
    const weightedStringStats =
      weighted && feature.strings.counts.size > 0 ? weightedStrings(weighted) : undefined;
    const value = { ...stringStatistics(feature.strings), commonStats };
    return { case: 'stringStats', value: weightedStringStats ? { ...value, weightedStringStats } : value };
  }
  const isWeighted = weighted !== null && feature.numbers.moments.count > 0;
  const weightedNumericStats = isWeighted
    ? { weightedNumericStats: weightedNumeric(weighted, feature.kind, feature.numbers.nan) }
    : {};
  return {
    case: 'numStats',
    value: { ...numericStatistics(feature.numbers, feature.kind), commonStats, ...weightedNumericStats },
  };
}
