import { create } from '@bufbuild/protobuf';
import {
  type DatasetFeatureStatistics,
  type DatasetFeatureStatisticsList,
  DatasetFeatureStatisticsListSchema,
  DatasetFeatureStatisticsSchema,
  type FeatureNameStatistics,
  FeatureNameStatistics_Type,
  FeatureNameStatisticsSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { commonStatistics } from './common-statistics.ts';
import type { DatasetSnapshot } from './dataset-accumulator.ts';
import { type FeatureSnapshot, NO_VALUES } from './feature-accumulator.ts';
import { numericStatistics } from './numeric-statistics.ts';
import { imageStatistics, stringStatistics } from './string-statistics.ts';
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
  const features = known.sort(([a], [b]) => (a < b ? -1 : 1));
  return create(DatasetFeatureStatisticsSchema, {
    name,
    numExamples: BigInt(snapshot.examples),
    features: features.map(([feature, one]) => featureStatistics(feature, one, snapshot)),
    ...(snapshot.weightedExamples === null ? {} : { weightedNumExamples: snapshot.weightedExamples }),
  });
}

function featureStatistics(
  name: string,
  feature: FeatureSnapshot,
  { examples, weightedExamples }: DatasetSnapshot,
): FeatureNameStatistics {
  const { weighted } = feature;
  const commonStats = commonStatistics(feature.valueCounts, examples);
  if (weighted) commonStats.weightedCommonStats = weightedCommon(weighted, weightedExamples ?? 0);
  const result = create(FeatureNameStatisticsSchema, {
    type: TYPES[feature.kind],
    fieldId: { case: 'path', value: { step: [name] } },
  });
  if (feature.kind === 'bytes' || feature.isCategorical) {
    const weightedStringStats = weighted ? { weightedStringStats: weightedStrings(weighted) } : {};
    const value = { ...stringStatistics(feature.strings), commonStats, ...weightedStringStats };
    result.stats = { case: 'stringStats', value };
    if (feature.kind === 'bytes') result.customStats = imageStatistics(feature.strings);
    return result;
  }
  const weightedNumericStats = weighted
    ? { weightedNumericStats: weightedNumeric(weighted, feature.kind) }
    : {};
  const value = { ...numericStatistics(feature.numbers, feature.kind), commonStats, ...weightedNumericStats };
  result.stats = { case: 'numStats', value };
  return result;
}
