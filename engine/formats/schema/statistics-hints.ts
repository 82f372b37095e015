import { FeatureType, type Schema } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { AccumulatorOptions } from '../statistics/dataset-accumulator.ts';
import { categoricalIntegers } from './categorical-integers.ts';
import { compositeFeatures } from './composite-features.ts';
import { languageFeatures, type Vocabularies } from './language-features.ts';

/** What statistics are made of besides, given a schema. */
export type StatisticsHints = Required<Omit<AccumulatorOptions, 'weightFeature'>>;

/** @throws FormatError "bad-value" where the schema names a vocabulary that is not given */
export function statisticsHints(whole: Schema, vocabularies: Vocabularies): StatisticsHints {
  // What is declared to be a struct is none of an Example's features.
  const schema = { ...whole, feature: whole.feature.filter(({ type }) => type !== FeatureType.STRUCT) };
  return {
    categoricalFeatures: categoricalIntegers(schema),
    bytesFeatures: schema.feature
      .filter(({ domainInfo }) => domainInfo.case === 'imageDomain')
      .map(({ name }) => name),
    compositeFeatures: compositeFeatures(schema),
    languageFeatures: languageFeatures(schema, vocabularies),
  };
}
